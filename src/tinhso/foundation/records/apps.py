from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "tinhso.foundation.records"
    label = "records"
