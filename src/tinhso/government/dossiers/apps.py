from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "tinhso.government.dossiers"
    label = "dossiers"
