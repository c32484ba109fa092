from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tinhso.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        """The texts about dossiers, known to every room that handles one."""
        from tinhso.foundation.notices.registry import register_template
        from tinhso.foundation.notices.texts import DOSSIER_TEXTS

        for key, template in DOSSIER_TEXTS.items():
            register_template(key, template)
