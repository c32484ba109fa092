"""openings.csv: what agencies offer, between the folder and the database."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import Any
from uuid import UUID

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import now
from tinhso.government.procedures.models import Opening, Procedure
from tinhso.government.procedures.opening_rows import COLUMNS, FILE, OPEN, STATES, dates_of
from tinhso.lib.errors import NotFound

_FIELDS = ("open", "valid_from", "valid_to", "level", "decision", "decided_on", "effective_on", "reason")


def export_openings() -> str:
    """The living statements, one line for all agencies of which the same is said, by code and day."""
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    rows = Opening.objects.filter(superseded_at=None)
    for code, slug, *said in rows.values_list("procedure__code", "agency__slug", *_FIELDS):
        groups[(code, *said)].append(slug)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    lines: list[list[str]] = [_line(key, slugs) for key, slugs in groups.items()]
    lines.sort(key=_order)
    writer.writerows(lines)
    return text.getvalue()


def _order(line: list[str]) -> tuple[str, str, str]:
    return line[0], line[3], line[1]


def _line(key: tuple[Any, ...], slugs: list[str]) -> list[str]:
    code, is_open, valid_from, valid_to, level, decision, decided_on, effective_on, reason = key
    days = [
        "" if day is None else day.isoformat() for day in (valid_from, valid_to, decided_on, effective_on)
    ]
    return [
        code, " ".join(sorted(slugs)), OPEN if is_open else STATES[1], days[0], days[1], level, decision,
        days[2], days[3], reason,
    ]  # fmt: skip


def load_openings(folder: Folder) -> None:
    """Bring the file's statements in; those that are there already, and those it leaves out, stay."""
    if not folder.exists(FILE):
        return
    ids = dict(Procedure.objects.values_list("code", "id"))
    known = {
        (procedure_id, agency_id, valid_from)
        for procedure_id, agency_id, valid_from in Opening.objects.filter(superseded_at=None).values_list(
            "procedure_id", "agency_id", "valid_from"
        )
    }
    moment, fresh = now(), []
    for row in folder.rows(FILE):
        days = dates_of(row)
        first = days["valid_from"]
        procedure_id = ids.get(row["code"])
        for slug in row["agencies"].split():
            agency_id = _agency(slug)
            if first is None or procedure_id is None or agency_id is None:
                continue
            if (procedure_id, agency_id, first) in known:
                continue
            known.add((procedure_id, agency_id, first))
            fresh.append(
                Opening(
                    procedure_id=procedure_id,
                    agency_id=agency_id,
                    open=row["state"] == OPEN,
                    valid_from=first,
                    valid_to=days["valid_to"],
                    level=row["level"],
                    decision=row["decision"],
                    decided_on=days["decided_on"],
                    effective_on=days["effective_on"],
                    reason=row["reason"],
                    made_at=moment,
                )
            )
    Opening.objects.bulk_create(fresh, batch_size=1000)


def _agency(slug: str) -> UUID | None:
    try:
        return organisation.agency_by_slug(slug).id
    except NotFound:
        return None
