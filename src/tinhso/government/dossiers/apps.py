from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "tinhso.government.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Say who may read the files of a dossier."""
        from tinhso.foundation.files.api import register_access
        from tinhso.government.dossiers.access import may_read_file

        register_access("dossier", may_read_file)
