from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "tinhso.foundation.signing"
    label = "signing"
