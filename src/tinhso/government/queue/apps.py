from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "tinhso.government.queue"
    label = "queue"

    def ready(self) -> None:
        """A dossier received at the counter belongs to the number that is being served there."""
        from tinhso.government.dossiers.api import register_received
        from tinhso.government.queue.actions.link_dossier import link_dossier

        register_received(link_dossier)
