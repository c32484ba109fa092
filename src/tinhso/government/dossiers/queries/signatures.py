"""Who signed a result digitally, and whose signature it still waits for."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.signing.api import OPEN, asked_of, signatures_on
from tinhso.government.dossiers.models import Result, ResultDraft
from tinhso.lib.dates import vi_moment


def signatures_told(result: Result | None) -> list[str]:
    """A sentence for each; none for a result that is signed by hand. One question where a paper was made here."""
    if result is None or result.paper_id is None:
        return []
    draft = ResultDraft.objects.filter(paper_id=result.paper_id, end=ResultDraft.End.USED).first()
    if draft is None or draft.signed_at is None or draft.signed_by_id is None:
        return []
    told = [
        _("%(name)s đã ký số lúc %(at)s.")
        % {"name": person_name(draft.signed_by_id), "at": vi_moment(draft.signed_at, _)}
    ]
    office = agency(result.agency_id).name
    if draft.sealed_at is not None:
        told.append(
            _("%(name)s đã ký số lúc %(at)s.") % {"name": office, "at": vi_moment(draft.sealed_at, _)}
        )
    elif draft.seal_id is not None:
        told.append(_("Còn chờ %(name)s ký số.") % {"name": office})
    return told


def told_by_file(file_ids: Iterable[UUID | None]) -> dict[UUID, list[str]]:
    """By file, a sentence for each digital signature that was made here on it. One question for all files."""
    return {
        ident: [
            _("%(name)s đã ký số lúc %(at)s.") % {"name": one.name, "at": vi_moment(one.at, _)}
            for one in every
        ]
        for ident, every in signatures_on(file_ids).items()
    }


def notices_told(dossier_id: UUID, name: str = "", part: str = "") -> list[str]:
    """A sentence for each paper sent to the person that was signed or waits to be; `name`, `part`: of one paper alone."""
    told = []
    for one in asked_of("dossier", dossier_id, "notice"):
        texts = one.look.get("texts", {})
        if name and (texts.get("notice"), texts.get("part")) != (name, part):
            continue
        who = person_name(one.account_id) if one.account_id else ""
        facts = {"paper": one.title, "name": who, "at": vi_moment(one.ended_at, _) if one.ended_at else ""}
        if one.state == "signed":
            told.append(_("%(paper)s: %(name)s đã ký số lúc %(at)s.") % facts)
        elif one.state in OPEN:
            told.append(_("%(paper)s: còn chờ %(name)s ký số.") % facts)
    return told
