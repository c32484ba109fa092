from django.apps import AppConfig


class ScanningConfig(AppConfig):
    name = "tinhso.government.scanning"
    label = "scanning"

    def ready(self) -> None:
        """Say who may open what was scanned."""
        from tinhso.foundation.files.api import register_access
        from tinhso.foundation.signing.api import on_signed
        from tinhso.government.scanning.access import KIND, may_read_file
        from tinhso.government.scanning.actions import certify
        from tinhso.government.scanning.rules.certifying import COPY

        register_access(KIND, may_read_file)
        on_signed(COPY, certify.copy_signed)
