"""Lists of a desk: its batches, what is left to check, what the folder refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from tinhso.government.scanning.access import batches
from tinhso.government.scanning.models import Batch, FolderRefusal, Paper
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut
from tinhso.lib.keyset import newest_first

PAGE = 30
REFUSALS = 10


@dataclass(frozen=True)
class Listed:
    """A page of batches; `next` is the place to go on from, empty at the end."""

    rows: Sequence[Batch]
    next: str


def listed(actor: Actor, after: str = "") -> Listed:
    """The batches of the desk, the newest first, each with `papers_count` and `open_count`."""
    rows = batches(actor).order_by("-id")
    try:
        rows = rows.filter(pk__lt=UUID(after)) if after else rows
    except ValueError:
        rows = rows.none()
    counted = rows.annotate(
        papers_count=Count("papers", distinct=True),
        open_count=Count("papers", filter=Q(papers__state=Paper.State.TO_CHECK), distinct=True),
    )
    found = list(counted[: PAGE + 1])
    return Listed(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def refusals(agency_id: UUID, after: str = "") -> Cut[FolderRefusal]:
    """One page of the files that the folder of a desk was refused, the newest first; `after`: the last page's last."""
    return newest_first(FolderRefusal.objects.filter(agency_id=agency_id), "at", after, REFUSALS)


def next_to_check(actor: Actor, batch_id: UUID) -> Paper | None:
    """The next paper of a batch that waits for an officer, else the oldest of the desk."""
    waiting = Paper.objects.filter(batch__in=batches(actor), state=Paper.State.TO_CHECK)
    return (
        waiting.filter(batch=batch_id).order_by("ordinal").first()
        or waiting.order_by("batch_id", "ordinal").first()
    )
