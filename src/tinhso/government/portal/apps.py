from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tinhso.government.portal"
    label = "portal"

    def ready(self) -> None:
        """Say how much waits for whom."""
        from tinhso.government.portal.queries import waiting_for
        from tinhso.lib.side import register_count

        register_count("portal", waiting_for)
