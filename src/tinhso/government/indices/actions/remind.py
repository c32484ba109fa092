"""Each working morning: remind who has still to declare, verify, appeal, judge or publish; tell what is late.

Steps and days are `rules.reminding`; each goes out once for each deadline, however often the job runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import ZONE, calendar, now, today
from tinhso.government.indices import events
from tinhso.government.indices.models import Campaign, Declared, Reminder
from tinhso.government.indices.queries.campaigns import progress, unsettled
from tinhso.government.indices.rules import campaign as rules
from tinhso.government.indices.rules import reminding
from tinhso.lib.actor import Actor

# A campaign that nobody published so long after its last deadline is left alone.
GIVEN_UP = timedelta(days=60)
DECLARE, VERIFY, APPEAL, JUDGE, PUBLISH = "declare", "verify", "appeal", "judge", "publish"


def remind() -> int:
    """Look at every campaign that runs; how many were told. It bears being done twice."""
    moment, told = now(), 0
    running = Campaign.objects.filter(opens_at__lte=moment, verify_due__gte=moment - GIVEN_UP, results=None)
    for pk in list(running.order_by("verify_due").values_list("pk", flat=True)):
        with transaction.atomic():
            campaign = Campaign.objects.select_for_update().get(pk=pk)
            told += sum(
                (_declaring(campaign), _verifying(campaign), _appealing(campaign), _closing(campaign))
            )
    return told


def _declaring(campaign: Campaign) -> int:
    """Whoever has components left; once time is over also the coordinator. What was returned runs to the later day."""
    told, silent = 0, []
    for one in progress(campaign):
        if not one.left:
            continue
        begun = now() > campaign.declare_due
        if begun and one.returned:
            told += _tell(campaign, DECLARE, one.agency_id, campaign.verify_due, one.agency_id, one.returned)
        elif _tell(campaign, DECLARE, one.agency_id, campaign.declare_due, one.agency_id, one.left):
            told += 1
            silent += [one.name] if begun else []
    if silent:
        events.missing(campaign, silent)
    return told


def _verifying(campaign: Campaign) -> int:
    waiting = Declared.objects.filter(member__campaign=campaign, state=rules.DECLARED)
    rows = waiting.values_list("verifier_id").annotate(many=Count("id")).order_by("verifier_id")
    return sum(_tell(campaign, VERIFY, place, campaign.verify_due, place, many) for place, many in rows)


def _appealing(campaign: Campaign) -> int:
    """What was adjusted and may still be appealed, by its own limit; afterwards nothing is late."""
    rows = Declared.objects.filter(
        member__campaign=campaign, state=rules.ADJUSTED, appeal_due__gte=now()
    ).select_related("member")
    return sum(
        _tell(campaign, APPEAL, value.pk, value.appeal_due, value.member.agency_id, code=value.component)
        for value in rows
        if value.appeal_due is not None
    )


def _closing(campaign: Campaign) -> int:
    """The coordinator: appeals to judge, and a result to publish when nothing is left open."""
    appeals = Declared.objects.filter(member__campaign=campaign, state=rules.APPEALED).count()
    place = campaign.coordinator_id
    if appeals:
        return _tell(campaign, JUDGE, place, campaign.verify_due, place, appeals)
    over = now() > campaign.verify_due and not unsettled(campaign)
    return _tell(campaign, PUBLISH, place, campaign.verify_due, place) if over else 0


def _tell(
    campaign: Campaign, kind: str, about: UUID, due: datetime, place: UUID, many: int = 0, *, code: str = ""
) -> int:
    """One reminder where its step has come and was not told yet: 1 or 0."""
    day = due.astimezone(ZONE).date()
    step = _step(day)
    if step is None or (kind == APPEAL and step < 0):
        return 0
    _row, fresh = Reminder.objects.get_or_create(
        campaign=campaign, kind=kind, about=about, due_on=day, step=step, defaults={"at": now()}
    )
    if not fresh:
        return 0
    facts = {"kind": kind, "about": about, "due": due, "step": step}
    record(Actor.system("indices"), "campaign.remind", Subject("campaign", campaign.pk), facts)
    left = reminding.left(day, today(), calendar().is_working_day)
    events.due(
        campaign, kind, place, due=due, left=left, many=many, code=code, others=_above(campaign, kind, left)
    )
    return 1


def _above(campaign: Campaign, kind: str, left: int) -> Iterable[UUID]:
    """Who else hears of lateness: the coordinator's agency, where somebody else should have acted."""
    return [campaign.coordinator_id] if left < 0 and kind == VERIFY else []


def _step(day: date) -> int | None:
    return reminding.step(day, today(), calendar().is_working_day)
