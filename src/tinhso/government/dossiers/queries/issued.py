"""What the province put on paper for a dossier, as anybody who holds the paper may check it.

Told is what the paper itself says, and what became of it since; of its owner only the initials.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from tinhso.foundation.organisation.api import now_of
from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers.models import Dossier, PartyRole, Result, State, SubjectKind, WithdrawnResult
from tinhso.government.dossiers.paperwork.result import KEY as RESULT
from tinhso.government.dossiers.paperwork.result import key_of
from tinhso.government.dossiers.receipt import paper_code, plain_code
from tinhso.government.dossiers.rules import reuse as rule
from tinhso.government.dossiers.rules.masking import initials
from tinhso.government.procedures import api as procedures
from tinhso.lib.text import clean, has_forbidden

Kind = Literal["filing", "receipt", "result", "slip"]
CLOSED = (State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED)
ISSUED = (State.DONE, State.RETURNED)
# One file may be the result of several dossiers filed together; nobody reads more answers than these.
MOST = 5


@dataclass(frozen=True)
class IssuedPaper:
    """`agency_id` issued it, `now_id` continues that agency today; `holder` are initials, or an enterprise's name.

    `until`: its last day; `term_stated` False where no source says how long it holds. `closed_at`: when the
    dossier of a receipt ended. `withdrawn_at`: when it was taken back; `replaced_by` the paper that came after.
    """

    dossier_id: UUID
    dossier_code: str
    kind: Kind
    title: str
    procedure: str
    agency_id: UUID
    now_id: UUID
    number: str
    issued_at: datetime
    holder: str = ""
    until: date | None = None
    term_stated: bool = True
    due_at: datetime | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    replaced_by: IssuedPaper | None = None


def result_key(row: Result | WithdrawnResult) -> str:
    """Names one result of a dossier for its code: a number that was taken back keeps its own."""
    return key_of(row.number, row.notation, row.issued_at)


def result_code(dossier: Dossier) -> str:
    """The code under which anybody checks the dossier's result; empty while none was issued."""
    row = Result.objects.filter(dossier=dossier).first()
    return paper_code(dossier, result_key(row)) if row is not None and dossier.state in ISSUED else ""


def issued_by_code(code: str, token: str) -> tuple[Dossier, IssuedPaper] | None:
    """The paper of this dossier that carries the code; None for a wrong pair, whether the dossier exists or not."""
    if has_forbidden(code) or has_forbidden(token):
        return None
    dossier = Dossier.objects.filter(code=clean(code).upper()[:60]).first()
    typed, found = plain_code(token[:80]), None
    if dossier is None:
        constant_time_compare(typed, "nobody")
        return None
    for key, paper in _papers(dossier):
        # Every one is compared, so that the answer's time does not tell which fits.
        if constant_time_compare(typed, plain_code(paper_code(dossier, key))):
            found = paper
    return (dossier, found) if found is not None else None


def issued_by_digest(sha256: str) -> list[tuple[Dossier, IssuedPaper]]:
    """The results, newest first, whose electronic paper is this very file; one that was taken back says so."""
    known = Q(published=True) | Q(revoked_at__isnull=False)
    held = Result.objects.filter(known, file__sha256=sha256, dossier__state__in=ISSUED)
    gone = WithdrawnResult.objects.filter(file__sha256=sha256)
    rows: list[Result | WithdrawnResult] = [
        *held.select_related("dossier").order_by("-issued_at")[:MOST],
        *gone.select_related("dossier").order_by("-issued_at")[:MOST],
    ]
    found = [(row.dossier, _result(row)) for row in rows[:MOST]]
    made = None if found else papers.by_sha256(sha256)
    one = issued_by_paper(made.pk) if made is not None else None
    return [one] if one is not None else found


def _papers(dossier: Dossier) -> Iterator[tuple[str, IssuedPaper]]:
    receipt = _slip(dossier, "receipt") if dossier.accepted_at else None
    yield "filing", _slip(dossier, "filing", receipt)
    if receipt is not None:
        yield "receipt", receipt
    held = Result.objects.filter(dossier=dossier).first()
    if held is not None and dossier.state in ISSUED:
        yield result_key(held), _result(held)
    for row in WithdrawnResult.objects.filter(dossier=dossier):
        yield result_key(row), _result(row)
    for made in papers.papers_of(Subject("dossier", dossier.pk)):
        if made.key not in ("receipt", RESULT) and made.replaced_by_id is None:
            yield f"{made.key}:{made.part}" if made.part else made.key, _made(dossier, made)


def issued_by_paper(paper_id: UUID) -> tuple[Dossier, IssuedPaper] | None:
    """What became of a paper that was made of a dossier, by its own id; None where no record of it is left."""
    made = papers.find_paper(paper_id)
    if made is None or made.subject_kind != "dossier":
        return None
    dossier = Dossier.objects.filter(pk=made.subject_id).first()
    return (dossier, _of_paper(dossier, made)) if dossier is not None else None


def _of_paper(dossier: Dossier, made: papers.Paper) -> IssuedPaper:
    """A result as its number stands; any other paper as it was made."""
    if made.key != RESULT:
        return _made(dossier, made)
    later = papers.replacement(made.pk)
    row: Result | WithdrawnResult | None = Result.objects.filter(paper_id=(later or made).pk).first()
    row = row or WithdrawnResult.objects.filter(paper_id=(later or made).pk).first()
    if row is None:
        return _made(dossier, made)
    found = _result(row)
    # Made again under the same number (a correction of its words): the earlier sheet points to the later one.
    return found if later is None else replace(found, issued_at=made.made_at, replaced_by=found)


def _made(dossier: Dossier, made: papers.Paper) -> IssuedPaper:
    """A paper that was made; a receipt did its work when the dossier ended."""
    agency = UUID(made.data["agency"]) if made.data.get("agency") else dossier.received_at_id
    later = papers.replacement(made.pk)
    receipt = _slip(dossier, "receipt") if made.key == "receipt" else None
    return IssuedPaper(
        dossier.pk,
        dossier.code,
        "receipt" if receipt else "slip",
        made.title,
        dossier.procedure_title,
        agency,
        now_of(agency, dossier.unit_code),
        dossier.code,
        made.made_at,
        _holder(dossier),
        due_at=receipt.due_at if receipt else None,
        closed_at=receipt.closed_at if receipt else None,
        withdrawn_at=made.withdrawn_at,
        replaced_by=_made(dossier, later) if later is not None else None,
    )


def _slip(dossier: Dossier, kind: Kind, later: IssuedPaper | None = None) -> IssuedPaper:
    ended = dossier.returned_at or dossier.finished_at or dossier.last_moved_at
    issued = dossier.accepted_at if kind == "receipt" else None
    return IssuedPaper(
        dossier.pk,
        dossier.code,
        kind,
        "",
        dossier.procedure_title,
        dossier.received_at_id,
        now_of(dossier.received_at_id, dossier.unit_code),
        dossier.code,
        issued or dossier.filed_at,
        _holder(dossier),
        due_at=dossier.due_at if kind == "receipt" else None,
        closed_at=ended if dossier.state in CLOSED else None,
        replaced_by=later,
    )


def _result(row: Result | WithdrawnResult) -> IssuedPaper:
    dossier = row.dossier
    content = procedures.get_version(dossier.procedure_version_id).content
    kind = rule.kind_of(content.results, row.title) if row.granted else None
    term = rule.validity(kind, row.issued_at.astimezone(ZONE).date()) if kind else rule.Validity(False)
    gone = row if isinstance(row, WithdrawnResult) else None
    return IssuedPaper(
        dossier.pk,
        dossier.code,
        "result",
        row.title or dossier.procedure_title,
        dossier.procedure_title,
        row.agency_id,
        now_of(row.agency_id, dossier.unit_code),
        "/".join(part for part in (row.number, row.notation) if part),
        row.issued_at,
        _holder(dossier),
        until=term.until,
        # A paper that says no has no term.
        term_stated=term.stated or not row.granted,
        withdrawn_at=row.withdrawn_at if isinstance(row, WithdrawnResult) else row.revoked_at,
        replaced_by=_after(gone) if gone else _successor(row),
    )


def _after(gone: WithdrawnResult) -> IssuedPaper | None:
    """The paper that was issued in place of one that was taken back, once it is."""
    row = Result.objects.select_related("dossier").filter(dossier_id=gone.dossier_id).first()
    return _result(row) if row is not None and row.dossier.state in ISSUED else None


def _successor(row: Result | WithdrawnResult) -> IssuedPaper | None:
    """The result of another dossier that came in place of a revoked one."""
    after = row.successor if isinstance(row, Result) else None
    return _result(after) if after is not None else None


def _holder(dossier: Dossier) -> str:
    party = dossier.parties.filter(role=PartyRole.OWNER, erased_at=None).first()
    if party is None or not party.name:
        return ""
    return party.name if party.kind == SubjectKind.ENTERPRISE else initials(party.name)
