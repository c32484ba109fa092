from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "tinhso.government.handover"
    label = "handover"

    def ready(self) -> None:
        """The pages of a dossier tell how its result reached the person."""
        from tinhso.government.dossiers.api import register_delivery
        from tinhso.government.handover.words import told

        register_delivery(told)
