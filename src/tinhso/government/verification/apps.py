from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "tinhso.government.verification"
    label = "verification"
    verbose_name = "Xác minh giấy tờ"

    def ready(self) -> None:
        """What dossiers put on paper is the first source; a room that issues papers of its own adds its own."""
        from tinhso.government.verification.sources.dossiers import FromDossiers
        from tinhso.government.verification.sources.papers import FromPapers
        from tinhso.government.verification.sources.registry import register_source
        from tinhso.government.verification.sources.scans import FromScans

        register_source("dossiers", FromDossiers())
        register_source("papers", FromPapers())
        register_source("scans", FromScans())
