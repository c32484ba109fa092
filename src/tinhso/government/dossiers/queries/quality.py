"""What the indices of service quality need to know of finished dossiers: references and outcomes, no people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.organisation.api import matters_of
from tinhso.foundation.worktime.api import outcome
from tinhso.government.dossiers.models import Dossier, Step, StepEnd, SupplementRequest
from tinhso.government.dossiers.rules.transitions import DONE, RETURNED

_COLUMNS = (
    "pk", "code", "due_at", "finished_at", "procedure_version_id", "channel", "rating__score",
)  # fmt: skip
_OF_STEPS = ("dossier_id", "done_at", "due_at", "role", "done_by_id")


@dataclass(frozen=True)
class Quality:
    """One finished dossier. `outcome`: early, on_time or overdue; None without a due moment.

    `steps`: the same of every unit's step of the process; `contacts`: how often the person was asked for more, by
    `agencies` different agencies; `officer`: who did the specialist's last step; `score`: the person's own rating, 1 to 5; `version_id`: the
    procedure as filed.
    """

    id: UUID
    code: str
    outcome: str | None
    steps: tuple[str, ...]
    contacts: int
    agencies: int
    officer: UUID | None
    version_id: UUID
    online: bool
    score: int | None


def quality_of(agency_id: UUID, first: datetime, last: datetime) -> Iterator[Quality]:
    """The dossiers that an agency decided and finished in the period (`last` not included), the earliest first.

    Three narrow reads, of dossiers, their steps and what was asked for: a commune's quarter is thousands of each.
    """
    rows = Dossier.objects.filter(
        matters_of(agency_id, "competent_id"),
        state__in=[DONE, RETURNED],
        finished_at__gte=first,
        finished_at__lt=last,
    )
    these = rows.order_by().values("pk")
    steps: dict[UUID, list[str]] = defaultdict(list)
    ended = Step.objects.filter(
        ~Q(process_step_id=""), end=StepEnd.DONE, done_at__isnull=False, dossier__in=these
    )
    officers: dict[UUID, tuple[datetime, UUID]] = {}
    for dossier, done, due, role, by in ended.values_list(*_OF_STEPS):
        if done is None:
            continue
        steps[dossier].append(outcome(done, due).value)
        if (
            role == "specialist"
            and by is not None
            and (dossier not in officers or officers[dossier][0] < done)
        ):
            officers[dossier] = (done, by)
    asked: dict[UUID, list[UUID]] = defaultdict(list)
    wanted = SupplementRequest.objects.filter(dossier__in=these).order_by()
    for dossier, agency in wanted.values_list("dossier_id", "agency_id"):
        asked[dossier].append(agency)
    told = rows.order_by("finished_at", "id").values_list(*_COLUMNS)
    for ident, code, due, finished, version, channel, score in told.iterator(chunk_size=2_000):
        yield Quality(
            id=ident,
            code=code,
            outcome=outcome(finished, due).value if due else None,
            steps=tuple(steps.get(ident, ())),
            contacts=len(asked.get(ident, ())),
            agencies=len(set(asked.get(ident, ()))),
            officer=officers[ident][1] if ident in officers else None,
            version_id=version,
            online=channel == "ONLINE",
            score=score,
        )
