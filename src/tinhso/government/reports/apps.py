from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "tinhso.government.reports"
    label = "reports"
    verbose_name = "Báo cáo định kỳ"

    def ready(self) -> None:
        """Say what happens when a report is signed, and what officers are told."""
        from tinhso.foundation.notices.api import register_template
        from tinhso.foundation.signing.api import on_signed
        from tinhso.government.reports.actions import sign
        from tinhso.government.reports.texts import TEXTS

        on_signed(sign.WHAT, sign.signed)
        for key, template in TEXTS.items():
            register_template(key, template)
