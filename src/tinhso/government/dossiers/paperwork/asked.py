"""Mẫu 02 and 03: what the person is asked to complete, and why a dossier is not received."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.papers.api import Order
from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers._versions import content_of
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.receipt import paper_code
from tinhso.government.dossiers.rules.transitions import REFUSED


def supplement(dossier: Dossier, part: str) -> Order:
    """One request to complete the dossier, by its ordinal. NotFound for one that was never made."""
    ordinal = int(part) if part.isdigit() else 0
    asked = dossier.supplements.filter(ordinal=ordinal).prefetch_related("items").first()
    if asked is None:
        raise common.no_paper(_("Hồ sơ không có yêu cầu bổ sung này."))
    on = common.day_of(asked.requested_at)
    head, officer = common.head(asked.agency_id, asked.requested_by_id, on)
    again = f" Lý do yêu cầu thêm lần này: {asked.repeat_reason}" if asked.repeat_reason else ""
    fields = {
        "code": dossier.code,
        "unit": head["office"],
        **common.person("owner", common.owner_of(dossier)),
        "content": common.content_of_request(dossier),
        "reason": asked.reason + again,
        "legal": _legal(dossier),
        "deadline": common.at_words(asked.deadline),
        "officer": officer,
        "officer_phone": str(setting("contacts.hotline") or ""),
    }
    rows = [
        {"no": str(number), "name": item.label, "remark": item.remark}
        for number, item in enumerate(asked.items.all(), 1)
    ]
    return Order(
        "supplement",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on),
        tables={"items": rows},
        part=part,
        agency=asked.agency_id,
        code=paper_code(dossier, f"supplement:{part}"),
    )


def refusal(dossier: Dossier, part: str = "") -> Order:
    """Why the dossier was not received. NotFound where it was."""
    last = common.last_step(dossier)
    if dossier.state != REFUSED or last is None or last.done_at is None:
        raise common.no_paper(_("Hồ sơ này không bị từ chối tiếp nhận."))
    on = common.day_of(last.done_at)
    head, officer = common.head(last.agency_id, last.done_by_id, on)
    fields = {
        "code": dossier.code,
        "unit": head["office"],
        **common.person("owner", common.owner_of(dossier)),
        "content": common.content_of_request(dossier),
        "filed": common.at_words(dossier.filed_at),
        "reason": last.note,
        "officer": officer,
        "officer_phone": str(setting("contacts.hotline") or ""),
    }
    return Order(
        "refusal",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on),
        agency=last.agency_id,
        code=paper_code(dossier, "refusal"),
    )


def _legal(dossier: Dossier) -> str:
    """The acts that the procedure names."""
    basis = content_of(dossier).legal
    return "; ".join(f"{one.number} {one.title}".strip() for one in basis[:4])
