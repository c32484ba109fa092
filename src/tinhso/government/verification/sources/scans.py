"""Certified electronic copies of papers that people handed in."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, now_of
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.api import SignedCopy, copies_by_digest
from tinhso.government.verification.rules.paper import Paper
from tinhso.lib.actor import Actor


class FromScans:
    """Tells that the file was compared with the paper and signed; not of which dossier, nor whose it is."""

    def by_code(self, actor: Actor, code: str, token: str) -> list[Paper]:
        """Such a file bears no code."""
        return []

    def by_digest(self, actor: Actor, sha256: str) -> list[Paper]:
        """By its very file; the look is recorded on the dossier."""
        found = copies_by_digest(sha256)
        for one in found:
            dossiers.note_check(actor, one.dossier_id)
        return [_told(one) for one in found]

    def by_paper(self, actor: Actor, paper_id: UUID) -> list[Paper]:
        """It was not made of a layout, so that no QR names it."""
        return []


def _told(one: SignedCopy) -> Paper:
    facts = {"title": one.title, "form": one.form}
    named = (
        _("Bản điện tử đã ký số (%(form)s): %(title)s") if one.form else _("Bản quét đã xác nhận: %(title)s")
    )
    return Paper(
        kind="copy",
        title=named % facts,
        procedure="",
        agency=agency(one.agency_id).name,
        agency_now=agency(now_of(one.agency_id)).name,
        number="",
        issued_at=one.at,
        replaced_by=_told(one.later) if one.later else None,
    )
