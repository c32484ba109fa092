from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "tinhso.government.procedures"
    label = "procedures"

    def ready(self) -> None:
        """What is held of this room's rows is forgotten when one changes."""
        from tinhso.lib.forgetting import forget_on_change

        forget_on_change(self)
