"""The days of a simulation: who files, whose turn it is, and what waits until somebody has time.

Everything that happens is an act of a room, at its moment, by the officer whose turn it is, in one transaction with
the note of it: a run that was killed goes on where it was. Each dossier draws its own chance from (seed, serial, act).
By pages the page commits the act; how things stood is noted before, so that nothing is done twice.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from tinhso.demo import filings
from tinhso.demo.doors import Doors
from tinhso.demo.life import Life as Doing
from tinhso.demo.life import next_step
from tinhso.demo.officers import Staff
from tinhso.demo.people import person
from tinhso.demo.run import FIXED_DAY, sample_paper
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers import api as dossiers
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.simulation.models import Life, Run
from tinhso.simulation.rules import payments
from tinhso.simulation.rules.arrivals import ONLINE, Arrival, arrivals
from tinhso.simulation.rules.capacity import Capacity

# A made-up citizen ID has a serial below 2,000: so many people file, some of them again and again.
PEOPLE = 2_000
WAITS_FOR_THE_PERSON = 5
READY, DO, ENDED, REFUSED = "ready", "do", "ended", "refused"
_SYSTEM = Actor.system("demo")


@dataclass
class Engine:
    """One simulation of one province. `tell(day, counts)` hears of each day's end."""

    run: Run
    samples: list[filings.Sample]
    tell: Callable[[date, Counter[str]], None]
    counts: Counter[str] = field(default_factory=Counter)
    # How the acts are done, and who hears of what was refused.
    doors: Doors = field(default_factory=Doors)
    refused: Callable[[int, Refused], None] = lambda serial, refusal: None

    def __post_init__(self) -> None:
        run = self.run
        self.staff = Staff(Random(run.seed), run.first - timedelta(days=1), self._name)  # noqa: S311 not a secret
        self.paper = sample_paper()
        works = worktime.calendar().is_working_day
        self.arrivals = arrivals(Random(run.seed), run.first, run.days, run.dossiers, works)  # noqa: S311
        self.capacity = Capacity(run.seed, worktime.calendar)
        self.lives: dict[int, Life] = {}
        self.queue: list[tuple[datetime, int]] = []
        for life in run.lives.exclude(moves_at=None).order_by("moves_at"):
            self._wait(life)
            # Whose turn is taken up is busy until the last of these moments.
            if life.phase == DO and life.officer and life.moves_at:
                self.capacity.free[life.officer] = life.moves_at
        self.counts.update(run.lives.values_list("phase", flat=True))
        self.counts["filed"] = run.lives.exclude(dossier_id=None).count()

    def _name(self, agency: str, role: str) -> Random:
        """By which an officer is named: the same whether or not the run was stopped before."""
        return Random(f"{self.run.seed}/{agency}/{role}")  # noqa: S311 not a secret

    def play(self) -> Counter[str]:
        """Every day that is not lived yet, up to now; what was left open stays open."""
        known = set(self.run.lives.values_list("serial", flat=True))
        coming = [one for one in self.arrivals if one.serial not in known]
        first = self.run.day + timedelta(days=1) if self.run.day else self.run.first
        for offset in range((first - self.run.first).days, self.run.days):
            day = self.run.first + timedelta(days=offset)
            if day > worktime.today():
                break
            end = worktime.day_bounds(day)[1]
            self._expect([one for one in coming if one.moment < end])
            coming = [one for one in coming if one.moment >= end]
            self._until(end)
            self.run.day = day
            self.run.save(update_fields=["day"])
            self.tell(day, self.counts)
        return self.counts

    def _expect(self, today: list[Arrival]) -> None:
        rows = [Life(run=self.run, serial=one.serial, phase=DO, moves_at=one.moment) for one in today]
        for life in Life.objects.bulk_create(rows):
            self._wait(life)

    def _wait(self, life: Life) -> None:
        """Put it where its moment is; an ended one has none."""
        if life.moves_at is not None:
            self.lives[life.serial] = life
            heapq.heappush(self.queue, (life.moves_at, life.serial))

    def _until(self, end: datetime) -> None:
        """Everything whose moment comes before the end, in order."""
        end = min(end, worktime.now())
        while self.queue and self.queue[0][0] < end:
            moment, serial = heapq.heappop(self.queue)
            life = self.lives.pop(serial)
            with worktime.at(moment):
                self._turn(life)
            self._wait(life)

    def _turn(self, life: Life) -> None:
        """One moment of one dossier: it becomes somebody's turn, or the act is done."""
        chance = Random(f"{self.run.seed}/{life.serial}/{life.acts}/{life.phase}")  # noqa: S311 not a secret
        with self._whole():
            if life.phase == READY:
                self._whose_turn(life, chance)
            else:
                self._act(life, chance)
            life.save()

    def _whole(self) -> AbstractContextManager[Any]:
        """An act and its note are one transaction; a page's act is committed by the page (see `Life.begun`)."""
        return nullcontext() if self.run.pages else transaction.atomic()

    def _act(self, life: Life, chance: Random) -> None:
        doing = Doing(
            chance,
            self.staff,
            self.paper,
            account_id=life.account_id,
            dossier_id=life.dossier_id,
            secret=life.secret,
            supplement_asked=life.asked,
            doors=self.doors,
            pace=Random(f"{self.run.seed}/{life.serial}/{life.acts}/pace"),  # noqa: S311 not a secret
        )
        try:
            following = self._one(life, doing, chance)
            if life.paid is None and life.dossier_id is not None:
                self._pay(life, life.dossier_id)
        except Refused as refusal:
            life.phase, life.moves_at, life.refusal = REFUSED, None, refusal.code
            life.officer, life.begun = "", None
            self.counts[REFUSED] += 1
            self.refused(life.serial, refusal)
            return
        life.acts += 1
        life.officer, life.begun = "", None
        self.counts["acts"] += 1
        life.asked = doing.supplement_asked
        life.phase, life.moves_at = (READY, following) if following else (ENDED, None)
        self.counts[ENDED] += following is None

    def _one(self, life: Life, doing: Doing, chance: Random) -> datetime | None:
        """File it, or do its next act; by pages also: take note of what a killed run had done already."""
        if life.dossier_id is None:
            return self._file(life, doing, chance)
        if self.run.pages:
            version = dossiers.for_officer(_SYSTEM, life.dossier_id).version
            if life.begun == {"version": version} or not life.begun:
                self._begin(life, {"version": version})
            else:
                return doing.following()
        return doing.step()

    def _begin(self, life: Life, what: dict[str, Any]) -> None:
        """Note, before a page is pressed, how things stood."""
        if self.run.pages:
            life.begun = what
            life.save(update_fields=["begun"])

    def _pay(self, life: Life, dossier_id: UUID) -> None:
        """Once it is accepted, whoever filed online may pay online: noted by the desk until papers of payment come."""
        dossier = dossiers.for_officer(_SYSTEM, dossier_id)
        if dossier.accepted_at is None:
            return
        chance = Random(f"{self.run.seed}/{life.serial}/fee")  # noqa: S311 not a secret
        receipt_no = f"MP-{self.run.pk.hex[-8:]}-{life.serial}"
        if self.run.pages and (done := dossier.fees.filter(receipt_no=receipt_no).first()):
            life.paid = done.paid or 0
            return
        owed = [fee for fee in dossier.fees.order_by("key") if fee.due is None or fee.due > (fee.paid or 0)]
        life.paid = 0
        if self.arrivals[life.serial].channel != ONLINE or not owed or not payments.pays(chance):
            return
        fee, made = owed[0], payments.amount(chance)
        desk = self.staff.actor(dossier.received_at_id, "reception", dossier.unit_code)
        amount = fee.due - (fee.paid or 0) if fee.due is not None else made
        life.paid = self.doors.pay(
            desk, dossier, fee, amount, receipt_no, "Mức thu giả định của bản mô phỏng"
        )

    def _whose_turn(self, life: Life, chance: Random) -> None:
        """The person answers by themselves; anybody else when they have time."""
        moment = worktime.now()
        life.phase, life.moves_at = DO, moment
        if life.dossier_id is None:
            return
        dossier = dossiers.for_officer(_SYSTEM, life.dossier_id)
        step = next_step(dossier)
        if dossier.state == WAITS_FOR_THE_PERSON or step is None:
            return
        life.officer = f"{step.agency_id}/{step.role}"
        life.moves_at = self.capacity.take(life.officer, moment, step.kind, chance)

    def _file(self, life: Life, doing: Doing, chance: Random) -> datetime | None:
        one = self.arrivals[life.serial]
        day = worktime.today()
        sample = filings.choose(chance, self.samples, one.channel, day)
        communes = organisation.units(day, level="commune")
        if sample is None or not communes:
            return None
        number = chance.randrange(PEOPLE)
        who = person(Random(number), number, FIXED_DAY)  # noqa: S311 the same person each time
        commune = chance.choice(communes).code
        key = f"simulation-{self.run.pk}-{life.serial}"
        begun = (life.begun or {}).get("draft")
        doing.file(
            sample,
            who,
            one.channel,
            commune,
            staff_typed=one.staff_typed,
            key=key,
            begun=UUID(begun) if begun else None,
            noted=lambda draft: self._begin(life, {"draft": str(draft)}),
        )
        life.dossier_id, life.account_id, life.secret = doing.dossier_id, doing.account_id, doing.secret
        self.counts["filed"] += 1
        return worktime.now() + timedelta(minutes=doing.pace.randrange(5, 90))
