"""Each working morning: who has still to send what, three working days before, on the day, and once when it is late."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.worktime.api import calendar, now, today
from tinhso.government.reports import events
from tinhso.government.reports.models import Report, Warned
from tinhso.government.reports.queries.declared import Owed, owed_by

BEFORE = 3


def remind() -> int:
    """Tell once for each report and step; how many were told of. It bears being done twice."""
    told = 0
    for place in agencies(today()):
        for one in owed_by(place.id):
            step = step_of(one.due, today())
            if step and not _sent(one) and _first(one, step):
                told += 1
    return told


def step_of(due: date, day: date) -> str:
    """`3`, `0` or `late`; empty on days when nobody is told."""
    if day > due:
        return "late"
    left, at = 0, day
    while at < due:
        at += timedelta(days=1)
        left += calendar().is_working_day(at)
    return str(left) if left in (0, BEFORE) else ""


def _sent(one: Owed) -> bool:
    rows = Report.objects.filter(agency_id=one.agency_id, form=one.form.key, period=one.period.key)
    return rows.filter(sent_at__isnull=False).exists()


def _first(one: Owed, step: str) -> bool:
    with transaction.atomic():
        key = {"agency_id": one.agency_id, "form": one.form.key, "period": one.period.key, "step": step}
        _row, fresh = Warned.objects.get_or_create(**key, defaults={"at": now()})
        if fresh:
            events.owed(one, step)
        return fresh
