from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "tinhso.government.indices"
    label = "indices"
    verbose_name = "Chỉ số"
