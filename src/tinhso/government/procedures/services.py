"""What this room publishes for measuring: which agency offers what, how complete its public text is, what was announced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import offered, queries, succession
from tinhso.government.procedures.models import Opening, ProcedureVersion
from tinhso.government.procedures.openings import holding
from tinhso.government.procedures.rules import online, publishing
from tinhso.government.procedures.rules.completeness import missing_parts


@dataclass(frozen=True)
class Service:
    """A procedure under an agency's authority: `offered` where it is received, `online` partly or wholly, `complete` with
    all seven parts, `since` so."""

    agency_id: UUID
    unit_code: str
    code: str
    field_key: str
    offered: bool
    online: bool
    complete: bool
    since: date


@dataclass(frozen=True)
class Announcement:
    """A decision that announced a procedure for an agency. `deadline`: the last day in time; None where the day on which
    the law behind it takes effect was not stated."""

    id: UUID
    agency_id: UUID
    unit_code: str
    code: str
    field_key: str
    decided_on: date
    deadline: date | None


@dataclass(frozen=True)
class _Version:
    field_key: str
    online: bool
    complete: bool
    since: date


def services(on: date) -> Iterator[Service]:
    """Everything under the authority of any agency on a day; two questions for each agency, one for all versions."""
    versions = _versions(on)
    for place in organisation.agencies(on):
        codes = offered.competence_of(place.id, on).every & versions.keys()
        if not codes:
            continue
        received, said = offered.open_codes(place.id, on), _said(place.id, on)
        for code in sorted(codes):
            version = versions[code]
            level, since = said.get(code, ("full" if version.online else "none", version.since))
            here = code in received
            yield Service(place.id, place.unit_code, code, version.field_key, here, here and level != "none",
                          version.complete, max(since, version.since))  # fmt: skip


def announcements() -> Iterator[Announcement]:
    """Every decision that stands, by which a procedure was opened; the same for several agencies is told for each."""
    works = worktime.calendar().is_working_day
    rows = Opening.objects.filter(open=True, superseded_at=None, decided_on__isnull=False)
    for row in rows.select_related("procedure__field", "agency__unit").order_by("id").iterator(500):
        limit = publishing.deadline(row.effective_on, works) if row.effective_on else None
        assert row.decided_on is not None
        code = row.agency.unit.code if row.agency.unit else ""
        yield Announcement(
            row.id, row.agency_id, code, row.procedure.code, row.procedure.field.key, row.decided_on, limit
        )


def lacking(codes: Collection[str], on: date) -> dict[str, tuple[str, ...]]:
    """The parts that the public text of these procedures lacks (`rules.completeness.PARTS`)."""
    rows = (
        queries.in_force(on)
        .filter(procedure__code__in=list(codes))
        .defer("form_schema", "body", "document", "files")
    )
    return {row.procedure.code: _lacking(row) for row in rows}


def _versions(on: date) -> dict[str, _Version]:
    rows = queries.in_force(on).defer("form_schema", "body", "document", "files")
    return {
        row.procedure.code: _Version(
            row.procedure.field.key,
            not row.needs_opening and (row.content.get("online_level") or "none") != "none",
            not _lacking(row),
            row.valid_from,
        )
        for row in rows.iterator(200)
    }


def _lacking(row: ProcedureVersion) -> tuple[str, ...]:
    return missing_parts(row.title, row.content, has_steps=bool(row.process_xml))


def _said(agency_id: UUID, on: date) -> dict[str, tuple[str, date]]:
    """The level of each opening and since when: an own word before one that passes on, of several of these the latest."""
    rows = Opening.objects.filter(
        holding(on), open=True, agency_id__in=[agency_id, *succession.before(agency_id, on)]
    )
    found: dict[str, tuple[bool, date, int]] = {}
    for agency, code, level, since in rows.order_by().values_list(
        "agency_id", "procedure__code", "level", "valid_from"
    ):
        word = (agency == agency_id, since, online.PRESENT.index(online.filing(level)))
        found[code] = max(found.get(code, word), word)
    return {code: (online.PRESENT[level], since) for code, (_own, since, level) in found.items()}
