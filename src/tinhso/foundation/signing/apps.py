from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "tinhso.foundation.signing"
    label = "signing"

    def ready(self) -> None:
        """How signatures look."""
        from tinhso.foundation.signing.looks import register

        register()
