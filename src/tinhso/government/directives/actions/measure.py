"""Write down each day what was measured of every target that names a measure: how far it is needs no report."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from tinhso.foundation.worktime.api import today
from tinhso.government.directives import measures
from tinhso.government.directives.models import Tally, Target
from tinhso.lib.errors import Busy

# A target whose day is over is measured to its last day and a little longer: acts are entered late.
AFTERWARDS = timedelta(days=30)


def measure_all() -> int:
    """Today's value of every target that still runs; how many have one. It bears being done twice."""
    day, many = today(), 0
    rows = Target.objects.exclude(measure="").filter(Q(due_on=None) | Q(due_on__gte=day - AFTERWARDS))
    for target in rows.order_by("pk").iterator(200):
        if not target.tallies.exists():
            months_of(target)
        many += write(target, min(day, target.due_on or day))
    return many


def months_of(target: Target) -> None:
    """The ends of the months of this year until now: a new target begins with its way so far."""
    day = today()
    for month in range(1, day.month):
        write(target, date(day.year, month + 1, 1) - timedelta(days=1))


def write(target: Target, day: date) -> int:
    """The value of a day, the later the better known; 1 where there is one, else 0: none too when the count was given up."""
    try:
        found = measures.measured(target.measure, target.unit, target.owner_id, day)
    except Busy:
        return 0
    if found is None:
        return 0
    said = {"value": found.value, "counted": found.counted, "among": found.among}
    Tally.objects.update_or_create(target=target, day=day, defaults=said)
    return 1
