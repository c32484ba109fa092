from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "tinhso.government.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Say who may read the files of a dossier, and what this room tells people."""
        from tinhso.foundation.files.api import register_access
        from tinhso.foundation.identity.api import keep_at_sign_in, register_looked_at
        from tinhso.foundation.notices.api import register_template
        from tinhso.foundation.signing.api import on_refused, on_signed, register_heir
        from tinhso.government.dossiers.access import may_read_file
        from tinhso.government.dossiers.actions import (
            seal_result,
            seal_scan,
            sign_form,
            sign_notice,
            sign_result,
        )
        from tinhso.government.dossiers.offices import heir_of
        from tinhso.government.dossiers.queries.looks import places_of
        from tinhso.government.dossiers.texts import PREPAY, PREPAY_LAPSED, REVOKED, SUCCEEDED, TAKEN_BACK
        from tinhso.government.dossiers.views.resident.pending import KEY as PENDING

        register_access("dossier", may_read_file)
        on_signed(sign_result.WHAT, sign_result.signed)
        on_refused(sign_result.WHAT, sign_result.refused)
        on_signed(seal_result.WHAT, seal_result.sealed)
        on_refused(seal_result.WHAT, seal_result.refused)
        on_signed(seal_scan.WHAT, seal_scan.scan_signed)
        on_refused(seal_scan.WHAT, seal_scan.scan_refused)
        on_signed(sign_notice.WHAT, sign_notice.notice_signed)
        register_heir("dossier", heir_of)
        on_signed(sign_form.WHAT, sign_form.form_signed)
        register_looked_at(places_of)
        keep_at_sign_in(PENDING)
        register_template("taken_back", TAKEN_BACK)
        register_template("revoked", REVOKED)
        register_template("succeeded", SUCCEEDED)
        register_template("prepay", PREPAY)
        register_template("prepay_lapsed", PREPAY_LAPSED)
