from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "tinhso.government.design"
    label = "design"
    verbose_name = "Thiết kế thủ tục"
