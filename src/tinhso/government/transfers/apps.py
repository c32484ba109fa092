from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "tinhso.government.transfers"
    label = "transfers"

    def ready(self) -> None:
        """Say where paper goes, and hear of each reception over the counter."""
        from tinhso.government.dossiers.api import register_received, register_route
        from tinhso.government.transfers.actions.note_reception import note_reception
        from tinhso.government.transfers.queries.receivers import route

        register_route(route)
        register_received(note_reception)
