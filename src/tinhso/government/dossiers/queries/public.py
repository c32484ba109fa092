"""Figures for everybody: counts only, nothing about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q

from tinhso.foundation.worktime.api import day_bounds, now, today
from tinhso.government.dossiers.models import Dossier, Rating
from tinhso.government.dossiers.queries.filters import bucket_q


@dataclass(frozen=True)
class PublicFigures:
    """This month (by day of acceptance) and all ratings; `on_time_percent` is None without finished ones."""

    since: date
    received: int
    solved: int
    early: int
    on_time: int
    overdue: int
    in_process: int
    online: int
    on_time_percent: int | None
    ratings: int
    rating_average: float | None


def public_figures() -> PublicFigures:
    """The figures of the running month; two queries."""
    since = today().replace(day=1)
    rows = Dossier.objects.filter(accepted_at__gte=day_bounds(since)[0])
    parts = {
        "received": "received",
        "solved": "solved",
        "early": "early",
        "on_time": "on_time_all",
        "overdue": "overdue",
        "in_process": "in_process_all",
    }
    end = now()
    received_online = Q(channel="ONLINE") & bucket_q("received", end)
    found = rows.aggregate(
        **{name: Count("accepted_at", filter=bucket_q(bucket, end)) for name, bucket in parts.items()},
        online=Count("accepted_at", filter=received_online),
    )
    done = found["early"] + found["on_time"] + found["overdue"]
    rated = Rating.objects.aggregate(count=Count("pk"), average=Avg("score"))
    return PublicFigures(
        since=since,
        on_time_percent=round(100 * (done - found["overdue"]) / done) if done else None,
        ratings=rated["count"],
        rating_average=round(rated["average"], 1) if rated["average"] else None,
        **found,
    )
