from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "tinhso.foundation.identity"
    label = "identity"
