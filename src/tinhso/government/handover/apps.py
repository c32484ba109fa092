from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "tinhso.government.handover"
    label = "handover"

    def ready(self) -> None:
        """The pages of a dossier tell how its result reached the person; by post only what was delivered."""
        from tinhso.government.dossiers.api import register_delivery, register_posted
        from tinhso.government.handover.queries.open_items import check_posted
        from tinhso.government.handover.words import told

        register_delivery(told)
        register_posted(check_posted)
