from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    name = "tinhso.foundation.worktime"
    label = "worktime"

    def ready(self) -> None:
        """A mended calendar day counts at once."""
        from tinhso.lib.forgetting import forget_on_change

        forget_on_change(self)
