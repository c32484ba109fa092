from django.apps import AppConfig


class ProvinceConfig(AppConfig):
    name = "tinhso.foundation.province"
    label = "province"
