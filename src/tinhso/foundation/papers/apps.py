from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "tinhso.foundation.papers"
    label = "papers"
    verbose_name = "Giấy tờ chính thức"
