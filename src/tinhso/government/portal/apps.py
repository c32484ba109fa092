from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tinhso.government.portal"
    label = "portal"
