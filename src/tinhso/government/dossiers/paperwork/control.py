"""The control slip (Mẫu 06 of 2025, Mẫu 05 of 2018): one block for each hand-over."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.papers.api import Order
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.models import Dossier, Step
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.paperwork.receipt import components
from tinhso.government.dossiers.receipt import paper_code
from tinhso.government.dossiers.rules import course


def order(dossier: Dossier, part: str = "") -> Order:
    """The slip as far as the dossier has gone. NotFound before it was accepted."""
    if dossier.accepted_at is None:
        raise common.no_paper(_("Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát."))
    on = common.day_of(dossier.accepted_at)
    head, _officer = common.head(dossier.received_at_id, None, on)
    owner, filer = common.owner_of(dossier), common.filer_of(dossier)
    fields = {
        "code": dossier.code,
        "content": common.content_of_request(dossier),
        **common.person("filer", filer),
        **{k: v for k, v in common.person("owner", owner).items() if k in ("owner", "owner_address")},
        "received": common.at_words(dossier.accepted_at),
        "sets": str(dossier.sets or ""),
        "limit": common.limit_words(dossier),
        "due": common.at_words(dossier.due_at),
    }
    return Order(
        "control",
        Subject("dossier", dossier.pk),
        on,
        head,
        fields,
        sealed=common.sealed(dossier, on, due=dossier.due_at),
        tables={"components": components(dossier), "handovers": _handovers(dossier)},
        agency=dossier.received_at_id,
        code=paper_code(dossier, "control"),
    )


def _handovers(dossier: Dossier) -> list[dict[str, str]]:
    """Who gave, who took, when, with what result: the holdings one after the other."""
    rows = []
    before = None
    for step in dossier.steps.select_related("agency").order_by("ordinal"):
        giver = before.agency.name if before is not None else "Người nộp hồ sơ"
        if before is not None and before.done_by_id:
            giver = f"{giver} – {person_name(before.done_by_id)}"
        taker = step.agency.name
        holder = step.done_by_id or step.account_id
        if holder is not None:
            taker = f"{taker} – {person_name(holder)}"
        rows.append(
            {
                "giver": giver,
                "taker": taker,
                "at": common.at_short(step.opened_at),
                "step": step.name,
                "due": common.at_short(step.due_at),
                "result": _result(step),
                "note": step.note,
            }
        )
        before = step
    return rows


def _result(step: Step) -> str:
    done = step.done_at
    if done is None:
        return "Đang giải quyết"
    late = " (quá hạn)" if done > step.due_at else ""
    return f"{course.told_officer(step.end) or 'Hoàn thành'} lúc {common.at_short(done)}{late}"
