"""The paper a dossier ends with: the package's own layout where it has one, else the general one of NĐ 30/2020/NĐ-CP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import capacities, person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.papers.api import Order
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.models import Dossier, Result, Step, StepEnd
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.receipt import paper_code
from tinhso.government.dossiers.rules import reuse as rule
from tinhso.government.dossiers.rules.signing_block import block, padded
from tinhso.government.procedures import api as procedures

KEY = "result"
SIGNING = ("approve", "sign")


@dataclass(frozen=True)
class Issue:
    """What the number step decides of a result. `number` is empty while none was given."""

    title: str
    granted: bool
    agency_id: UUID
    issued_at: datetime
    serial: int | None = None
    number: str = ""
    notation: str = ""
    note: str = ""
    # Of a paper that its leader is to sign: who that is. Number and date are left free.
    signer: UUID | None = None

    @property
    def numbered(self) -> str:
        """`05/GXN-UBND`, as it stands on paper."""
        number = padded(self.serial, self.number)
        return "/".join(part for part in (number, self.notation) if part) if number else ""


def key_of(number: str, notation: str, issued_at: datetime) -> str:
    """Names one result of a dossier for its code: a number that was taken back keeps its own."""
    return f"result:{number}:{notation}:{issued_at.isoformat()}"


def order(dossier: Dossier, issue: Issue, part: str) -> Order:
    """The paper of this issue."""
    version = version_of(dossier)
    on = common.day_of(issue.issued_at)
    kind = rule.kind_of(version.content.results, issue.title) if issue.granted else None
    term = rule.validity(kind, on) if kind else rule.Validity(False)
    head, _signer = common.head(issue.agency_id, None, on)
    if issue.signer is not None:
        head["day"] = ""
    own = procedures.result_layout(version) if issue.granted else None
    return Order(
        KEY,
        Subject("dossier", dossier.pk),
        on,
        head,
        {**_answers(dossier, version), **_fields(dossier, version, issue, term)},
        sealed=common.sealed(
            dossier,
            on,
            until=term.until,
            permanent=bool(kind and kind.permanent),
            scope=str(getattr(kind, "scope", "")) if kind else "",
        ),
        tables={"answers": _lines(dossier, issue)},
        part=part,
        title=issue.title,
        code=paper_code(dossier, key_of(issue.number, issue.notation, issue.issued_at))
        if issue.number
        else "",
        own=own,
        agency=issue.agency_id,
        # Whoever may read the dossier's result reads this file by the same rule.
        holder=Subject("dossier", dossier.pk),
    )


def preview(dossier: Dossier, part: str = "") -> Order:
    """What the paper will say, before it is signed and numbered; as it stands where it was."""
    held = Result.objects.filter(dossier=dossier).first()
    if held is not None:
        return order(dossier, issue_of(held), str(held.pk))
    if dossier.accepted_at is None:
        raise common.no_paper(_("Hồ sơ chưa được tiếp nhận nên chưa có kết quả."))
    kinds = version_of(dossier).content.results
    title = (kinds[0].name if kinds else dossier.procedure_title)[:600]
    return order(dossier, Issue(title, True, dossier.competent_id, now()), "")


def issue_of(held: Result) -> Issue:
    """An issued result as this module reads it."""
    return Issue(
        held.title,
        held.granted,
        held.agency_id,
        held.issued_at,
        held.serial,
        held.number,
        held.notation,
        held.note,
    )


def _fields(dossier: Dossier, version: Any, issue: Issue, term: rule.Validity) -> dict[str, str]:
    owner = common.owner_of(dossier)
    signer = issue.signer or _signed_by(dossier)
    place = next((c for c in capacities(signer) if c.agency_id == issue.agency_id), None) if signer else None
    authority, position = block(agency(issue.agency_id).kind, place.position if place else "")
    legal = [f"{one.title} số {one.number}" for one in version.content.legal[:3]]
    return {
        "code": dossier.code,
        "number": issue.numbered,
        "owner": owner.name if owner else "",
        "owner_number": (owner.citizen_id or owner.tax_number or owner.passport) if owner else "",
        "owner_address": owner.address if owner else "",
        "content": common.content_of_request(dossier),
        "legal": f"Căn cứ {'; '.join(legal)};" if legal else "",
        "validity": _validity(term, granted=issue.granted),
        "authority": authority,
        "position": position,
        "signer": person_name(signer) if signer else "",
        "note": issue.note,
        "issued": common.in_words(common.day_of(issue.issued_at)) if issue.signer is None else "",
    }


def _signed_by(dossier: Dossier) -> UUID | None:
    """Whoever did the last step of approval or signing."""
    done = Step.objects.filter(dossier=dossier, kind__in=SIGNING, end=StepEnd.DONE)
    return done.order_by("-ordinal").values_list("done_by_id", flat=True).first()


def _validity(term: rule.Validity, *, granted: bool) -> str:
    if not granted or not term.stated:
        return ""
    return f"Đến hết {common.in_words(term.until)}" if term.until else "Không thời hạn"


def _answers(dossier: Dossier, version: Any) -> dict[str, str]:
    return procedures.answers_by_path(procedures.form(version, common.day_of(dossier.filed_at)), dossier.data)


def _lines(dossier: Dossier, issue: Issue) -> list[dict[str, str]]:
    """What the general layout says: to whom, of what, and what was decided; nothing that nobody wrote."""
    owner = common.owner_of(dossier)
    rows = [
        ("Cấp cho", owner.name if owner else ""),
        ("Số định danh, mã số", (owner.citizen_id or owner.tax_number or owner.passport) if owner else ""),
        ("Địa chỉ", owner.address if owner else ""),
        ("Về việc", common.content_of_request(dossier)),
        ("Kết quả giải quyết", "Đáp ứng đề nghị" if issue.granted else "Không đáp ứng đề nghị"),
        ("Nội dung, lý do", issue.note),
    ]
    return [{"name": name, "value": value} for name, value in rows if value]
