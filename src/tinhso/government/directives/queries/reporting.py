"""The lines of a quarterly report, as they stand now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency, inherited, matters_of, now_of
from tinhso.foundation.worktime.api import ZONE, now
from tinhso.government.directives.actions.watch import standing_of
from tinhso.government.directives.models import Document, Target, Task, Turn
from tinhso.government.directives.offices import head_of
from tinhso.government.directives.queries.targets import seen
from tinhso.government.directives.rules.moves import CANCELLED
from tinhso.lib.quarters import Quarter

TOLD = ("progress", "report")


def content(agency_id: UUID | None, quarter: Quarter) -> dict[str, Any]:
    """Tasks and targets of an agency, or of the whole province, in a quarter: plain JSON, complete in itself."""
    lines = tasks_of(agency_id, quarter)
    silent = sorted({line["agency"] for line in lines if line["silent"]})
    taken = [agency(part.agency_id).name for part in inherited(agency_id)] if agency_id else []
    return {"tasks": lines, "targets": targets_of(agency_id, quarter), "silent": silent, "inherited": taken}


def tasks_of(agency_id: UUID | None, quarter: Quarter) -> list[dict[str, Any]]:
    """One line for each task of the quarter; cancelled ones are left out."""
    rows = Task.objects.exclude(state=CANCELLED).filter(
        Q(closed_at=None) | Q(closed_at__date__gte=quarter.first), assigned_at__date__lte=quarter.last
    )
    if agency_id is not None:
        rows = rows.filter(matters_of(agency_id, "lead_id"))
    told = set(
        Turn.objects.filter(
            task__in=rows, verb__in=TOLD, at__date__gte=quarter.first, at__date__lte=quarter.last
        ).values_list("task_id", flat=True)
    )
    moment, known, lines = now(), _Places(), []
    for task in rows.select_related("document").order_by("due_at", "pk"):
        place, head = known.of(task)
        lines.append(
            {
                "id": str(task.pk),
                "title": task.title,
                "document": task.document.notation or task.document.title[:80],
                "document_id": str(task.document_id),
                "agency": place,
                "head": head,
                "due": task.due_at.astimezone(ZONE).date().isoformat(),
                "progress": task.progress,
                "state": task.state,
                "standing": standing_of(task, moment),
                "silent": task.pk not in told and task.closed_at is None,
                "demo": task.demo,
            }
        )
    return lines


class _Places:
    """The agency that has a task today and its head, each asked for once."""

    def __init__(self) -> None:
        self._known: dict[tuple[UUID, str], tuple[str, str]] = {}

    def of(self, task: Task) -> tuple[str, str]:
        """Name of the agency, name of its head (empty where nobody is named)."""
        key = (task.lead_id, task.unit_code)
        if key not in self._known:
            place = now_of(*key)
            head = head_of(place)
            self._known[key] = (agency(place).name, person_name(head) if head else "")
        return self._known[key]


def targets_of(agency_id: UUID | None, quarter: Quarter) -> list[dict[str, Any]]:
    """One line for each target that holds in the quarter, with measured and declared value apart."""
    rows = Target.objects.filter(
        Q(due_on=None) | Q(due_on__gte=quarter.first), created_at__date__lte=quarter.last
    )
    rows = rows.filter(Q(document__valid_to=None) | Q(document__valid_to__gte=quarter.first))
    if agency_id is not None:
        owners = [agency_id, *(part.agency_id for part in inherited(agency_id))]
        rows = rows.filter(owner_id__in=owners)
    lines = []
    for target in (
        rows.select_related("document", "owner")
        .prefetch_related("years", "declarations", "tallies")
        .order_by("pk")
    ):
        found = seen(target, min(quarter.last, now().astimezone(ZONE).date()))
        measured = found.measured[-1] if found.measured else None
        declared = found.declared[-1] if found.declared else None
        lines.append(
            {
                "id": str(target.pk),
                "name": target.name,
                "document": target.document.notation or target.document.title[:80],
                "agency": target.owner.name if target.owner else "",
                "value": _plain(target.value),
                "unit": target.unit,
                "due": target.due_on.isoformat() if target.due_on else "",
                "measured": _plain(measured.value) if measured else "",
                "declared": _plain(declared.value) if declared else "",
                "judged": found.judged,
            }
        )
    return lines


def _plain(value: Any) -> str:
    """A decimal without trailing zeros; empty for None."""
    return "" if value is None else f"{value.normalize():f}"


def workload() -> list[dict[str, Any]]:
    """Open tasks for each head: how many, how many overdue or at risk, the next deadline; most first."""
    known, moment = _Places(), now()
    found: dict[str, dict[str, Any]] = {}
    for task in Task.objects.filter(closed_at=None).select_related("document").order_by("due_at"):
        place, head = known.of(task)
        row = found.setdefault(
            place,
            {"agency": place, "agency_id": now_of(task.lead_id, task.unit_code), "head": head, "open": 0,
             "overdue": 0, "at_risk": 0, "next": task.due_at},
        )  # fmt: skip
        row["open"] += 1
        stands = standing_of(task, moment)
        if stands in ("overdue", "at_risk"):
            row[stands] += 1
    return sorted(found.values(), key=lambda row: (-row["overdue"], -row["open"], row["agency"]))


def chain(document: Document) -> list[tuple[str, bool, Document]]:
    """Documents that this one is linked with: kind, whether this one says it, the other; newest first."""
    said = [(one.kind, True, one.other) for one in document.links.select_related("other")]
    heard = [(one.kind, False, one.document) for one in document.linked.select_related("document")]
    return sorted([*said, *heard], key=lambda one: (one[2].placed_on, one[2].pk), reverse=True)
