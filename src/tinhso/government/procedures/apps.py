from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "tinhso.government.procedures"
    label = "procedures"
