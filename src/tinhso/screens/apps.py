from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "tinhso.screens"
    label = "screens"
