from django.apps import AppConfig


class ScanningConfig(AppConfig):
    name = "tinhso.government.scanning"
    label = "scanning"

    def ready(self) -> None:
        """Say who may open what was scanned."""
        from tinhso.foundation.files.api import register_access
        from tinhso.government.scanning.access import KIND, may_read_file

        register_access(KIND, may_read_file)
