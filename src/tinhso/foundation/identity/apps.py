from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "tinhso.foundation.identity"
    label = "identity"

    def ready(self) -> None:
        """What we tell people about their accounts."""
        from tinhso.foundation.identity.texts import TEXTS
        from tinhso.foundation.notices.api import register_template

        for key, template in TEXTS.items():
            register_template(key, template)
