"""What the indices of service quality need to know of finished dossiers: references and outcomes, no people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from tinhso.foundation.worktime.api import outcome
from tinhso.government.dossiers.models import Dossier, Step, StepEnd
from tinhso.government.dossiers.offices import of_agency
from tinhso.government.dossiers.rules.transitions import DONE, RETURNED


@dataclass(frozen=True)
class Quality:
    """One finished dossier. `outcome`: early, on_time or overdue; None without a due moment.

    `steps`: the same of every unit's step of the process; `contacts`: how often the person was asked for more, by
    `agencies` different agencies; `score`: the person's own rating, 1 to 5; `version_id`: the procedure as filed.
    """

    id: UUID
    code: str
    outcome: str | None
    steps: tuple[str, ...]
    contacts: int
    agencies: int
    version_id: UUID
    online: bool
    score: int | None


def quality_of(agency_id: UUID, first: datetime, last: datetime) -> Iterator[Quality]:
    """The dossiers that an agency decided and finished in the period (`last` not included), the earliest first."""
    ended = Step.objects.filter(~Q(process_step_id=""), end=StepEnd.DONE).only(
        "dossier_id", "due_at", "done_at"
    )
    rows = (
        Dossier.objects.filter(
            of_agency(agency_id, "competent_id"),
            state__in=[DONE, RETURNED],
            finished_at__gte=first,
            finished_at__lt=last,
        )
        .select_related("rating")
        .prefetch_related(Prefetch("steps", queryset=ended, to_attr="ended"), "supplements")
        .defer("data")
        .order_by("finished_at", "id")
    )
    for row in rows.iterator(chunk_size=500):
        rating = getattr(row, "rating", None)
        yield Quality(
            id=row.pk,
            code=row.code,
            outcome=outcome(row.finished_at, row.due_at).value if row.due_at and row.finished_at else None,
            steps=tuple(
                outcome(step.done_at, step.due_at).value for step in row.ended if step.done_at is not None
            ),
            contacts=len(row.supplements.all()),
            agencies=len({asked.agency_id for asked in row.supplements.all()}),
            version_id=row.procedure_version_id,
            online=row.channel == "ONLINE",
            score=rating.score if rating else None,
        )
