"""One dossier's life in the demonstration: each act by the right officer, at a plausible moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from tinhso.demo import filings, residents
from tinhso.demo.doors import Doors, OnlineFiling, scan
from tinhso.demo.officers import Staff
from tinhso.demo.people import MadeUpPerson
from tinhso.foundation.province.api import front_door
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal import api as portal
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor

MANUAL = dossiers.ManualLimit(
    worktime.Limit.of(5, "working_day"),
    "Thủ tục chưa có thời hạn được kiểm chứng; hẹn theo thông lệ của đơn vị.",
)
ONE_SITTING = dossiers.ManualLimit(worktime.Limit.of(4, "hour"), "Thủ tục làm ngay tại quầy; hẹn trong buổi.")
REFUSED, WITHDRAWN, SUPPLEMENTED, UNFIT, RATED = 0.03, 0.02, 0.08, 0.05, 0.35
# Of those who are asked to complete a dossier, so many let the day pass; half of them answer after it.
NOT_IN_TIME, NEVER = 0.12, 0.5
# Share of a step's own limit that officers use; some are late, as in life.
PACE = (0.15, 1.15)
LATE = 0.06
WAITS, OVER = 5, (3, 7, 8, 10)


@dataclass
class Life:
    """A dossier and what it needs to go on; `next_act` says when it moves again (None: never)."""

    random: Random
    staff: Staff
    paper: bytes
    account_id: UUID | None = None
    dossier_id: UUID | None = None
    secret: str = ""
    supplement_asked: bool = False
    # A life that goes straight to its end: nothing asked for, nothing found unfit.
    steady: bool = False
    # An electronic copy of the result, filed with its number.
    copy: bytes = b""
    doors: Doors = field(default_factory=Doors)
    # What decides how long things take, where it is another chance than what decides what is done.
    pace: Random = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.pace = self.pace or self.random

    def file(
        self,
        sample: filings.Sample,
        person: MadeUpPerson,
        channel: str,
        commune: str,
        *,
        desk: Actor | None = None,
        delivery: str = "desk",
        staff_typed: bool = False,
        key: str = "",
        begun: UUID | None = None,
        noted: Callable[[UUID], None] = lambda _draft: None,
    ) -> None:
        """File it: online with an account of their own, or over the counter (of `desk`, else the agency's own).

        `staff_typed`: online, but typed by the desk for somebody who came there. The same `key` files once only;
        `begun` and `noted`: see `OnlineFiling`.
        """
        day = worktime.today()
        version = procedures.version(sample.code, day)
        form = procedures.form(version)
        data, _errors = form.clean(filings.answers(self.random, form, sample, person, commune, day))
        agency = procedures.agency_for(version, commune, day)
        owner: dict[str, Any] = {
            "name": person.name,
            "citizen_id": person.citizen_id,
            "birth_date": person.born.isoformat(),
            "phone": person.phone,
        }
        papers = [c for c in procedures.components(version, data, channel) if c.kind == "submit"]
        if channel == "ONLINE" and front_door() == "national":
            filed = self._on_the_portal(sample, owner, person, commune, data, papers, key)
        elif channel == "ONLINE":
            filing = OnlineFiling(
                sample.code,
                version,
                owner,
                commune,
                agency.id,
                data,
                papers,
                self.paper,
                staff_typed,
                noted,
                begun,
            )
            if staff_typed:
                # For somebody who has no account: marked so by whose draft it is, and counted apart.
                filed = self.doors.online(desk or self.staff.desk(agency.id), filing)
            else:
                self.account_id = residents.account(person, commune)
                filed = self.doors.online(self._citizen(), filing)
        else:
            day_desk = desk or self.staff.desk(agency.id)
            brought = dossiers.CounterFiling(
                procedure_code=sample.code,
                parties=(dossiers.PartyInput(role="owner", **{**owner, "birth_date": person.born}),),
                channel=channel,
                data=data,
                papers=tuple(
                    dossiers.PaperInput(c.key, None, c.originals, c.copies or (0 if c.originals else 1))
                    for c in papers
                    if c.required or c.from_form
                ),
                competent_agency_id=agency.id,
                delivery=delivery,
                manual_limit=_limit(version, channel, data),
            )
            filed = self.doors.at_counter(day_desk, brought, commune, key)
        self.dossier_id, self.secret = filed.dossier.pk, filed.secret

    def _on_the_portal(
        self,
        sample: filings.Sample,
        owner: dict[str, Any],
        person: MadeUpPerson,
        commune: str,
        data: dict[str, Any],
        papers: Sequence[procedures.Component],
        key: str,
    ) -> dossiers.Filed:
        """File it where people file online by law, under a code that says it is made up."""
        self.account_id = residents.account(person, commune)
        proven = dossiers.PartyInput(role="owner", verified=True, **{**owner, "birth_date": person.born})
        filing = dossiers.PortalFiling(
            portal_code=f"MAU-{worktime.now():%y%m%d}-{key or f'{self.random.randrange(10**8):08d}'}",
            procedure_code=sample.code,
            parties=(proven,),
            filed_at=worktime.now(),
            data=data,
            papers=tuple(
                dossiers.PaperInput(c.key, self._scan(self._citizen()))
                for c in papers
                if c.required and not c.from_form
            ),
            unit_code=commune,
            identity_level="LoA2",
        )
        made = dossiers.receive_from_portal(Actor.system("demo"), filing)
        portal.note_origin(
            made.dossier.pk,
            filing.portal_code,
            filed_at=filing.filed_at,
            tech_id=f"MAU-{person.citizen_id[-6:]}",
            identity_level=filing.identity_level,
            proven=True,
        )
        return made

    def step(self) -> datetime | None:
        """Do the next act now; the moment of the act after it, or None when the life is over."""
        self.act()
        return self.following()

    def act(self) -> None:
        """Do the next act now; nothing when the life is over."""
        dossier = self._dossier()
        if dossier.state in OVER:
            return
        if dossier.state == 1:
            self._receive(dossier)
        elif dossier.state == WAITS:
            self._answer(dossier)
        else:
            self._work(dossier)

    def following(self) -> datetime | None:
        """When it moves again, as it stands now; None when it is over. Whoever got a result may rate it now."""
        dossier = self._dossier()
        if dossier.state == 10:
            self._rate(dossier)
        if dossier.state in OVER:
            return None
        if dossier.state != WAITS:
            return self._later(dossier)
        self.supplement_asked = True
        if self.pace.random() < NOT_IN_TIME:
            asked = dossier.supplements.get(answered_at=None, closed_at=None)
            start = worktime.calendar().next_day_start(asked.deadline)
            return worktime.calendar().add_hours(start, self.pace.uniform(1, 24))
        return worktime.calendar().add_hours(worktime.now(), self.pace.uniform(2, 40))

    def _dossier(self) -> Any:
        return dossiers.for_officer(Actor.system("demo"), self.dossier_id)  # type: ignore[arg-type]

    def _receive(self, dossier: Any) -> None:
        desk = self.staff.actor(dossier.received_at_id, "reception", dossier.unit_code)
        fate = self.random.random()
        if fate < REFUSED:
            self.doors.refuse(desk, dossier, "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan.")
        elif fate < REFUSED + WITHDRAWN:
            self.doors.withdraw(self._citizen(), dossier, self.secret, "Tôi nộp nhầm thủ tục.")
        else:
            version = procedures.get_version(dossier.procedure_version_id)
            self.doors.accept(desk, dossier, _limit(version, dossier.channel, dossier.data))

    def _work(self, dossier: Any) -> None:
        step = next_step(dossier)
        if step is None:
            return
        officer = self.staff.actor(step.agency_id, step.role, dossier.unit_code)
        asks = step.kind == "appraise" and not self.supplement_asked and not self.steady
        if asks and self.random.random() < SUPPLEMENTED:
            self.supplement_asked = True
            if self._ask(officer, dossier):
                return
        if step.kind == "number":
            self.doors.number(officer, dossier, "QĐ-MAU", self.copy)
        elif step.kind == "return":
            self.doors.give(officer, dossier, _receiver(dossier))
        elif not step.process_step_id:
            self.doors.hand_over(officer, dossier)
        else:
            outcomes = list(step.outcomes)
            # What comes after the result only hands it over: nobody finds a fault then.
            early = step.kind != "approve" and not hasattr(dossier, "result")
            poor = not self.steady and len(outcomes) > 1 and early and self.random.random() < UNFIT
            outcome = outcomes[-1] if poor else (outcomes[0] if outcomes else "")
            note = "Không đủ điều kiện theo quy định." if poor else ""
            self.doors.complete(officer, dossier, step, outcome, note)

    def _ask(self, officer: Actor, dossier: Any) -> bool:
        """Ask for one paper again; False when this officer or this procedure has none to ask for."""
        version = procedures.get_version(dossier.procedure_version_id)
        papers = [
            c for c in procedures.components(version, dossier.data, dossier.channel) if c.kind == "submit"
        ]
        if not papers:
            return False
        item = dossiers.Missing("component", papers[0].key, papers[0].name, "Bản chụp mờ, chưa đọc được dấu.")
        self.doors.ask(officer, dossier, item, "Giấy tờ chưa đọc được.")
        return True

    def _rate(self, dossier: Any) -> None:
        if self.pace.random() < RATED and not hasattr(dossier, "rating"):
            score = self.pace.choices((5, 4, 3, 2, 1), (52, 32, 10, 4, 2))[0]
            self.doors.rate(self._citizen(), dossier, self.secret, score)

    def _answer(self, dossier: Any) -> None:
        """Bring what was asked for: scanned by a person with an account, else on paper; or too late, or never."""
        asked = dossier.supplements.get(answered_at=None, closed_at=None)
        step = next_step(dossier)
        if worktime.now() > asked.deadline and step is not None and self.random.random() < NEVER:
            officer = self.staff.actor(step.agency_id, step.role, dossier.unit_code)
            self.doors.refuse(officer, dossier, "Đã hết hạn bổ sung mà người nộp chưa bổ sung.")
            return
        keys = [item.key for item in asked.items.all()]
        if self.account_id:
            self.doors.answer(self._citizen(), dossier, keys, self.paper)
        else:
            desk = self.staff.actor(dossier.received_at_id, "reception", dossier.unit_code)
            self.doors.answer_at_desk(desk, dossier, keys)

    def _citizen(self) -> Actor:
        return Actor(kind="resident", account_id=self.account_id)

    def _scan(self, actor: Actor) -> UUID:
        return scan(actor, self.paper)

    def _later(self, dossier: Any) -> datetime | None:
        """When the present holder acts: within the step's own limit, now and then after it."""
        step = next_step(dossier)
        if step is None:
            return None
        calendar, now = worktime.calendar(), worktime.now()
        hours = max(float(calendar.hours_between(now, step.due_at)), 0.0) or 1.0
        used = hours * self.pace.uniform(*PACE) * (1.8 if self.pace.random() < LATE else 0.8)
        return calendar.add_hours(now, round(max(used, 0.05), 3))


def next_step(dossier: Any) -> Any:
    """The open step whose turn it is, as pages choose it: a result is handed over when nothing else is left to do."""
    waiting = dossier.steps.filter(done_at=None).order_by("ordinal")
    return waiting.exclude(kind="return").first() or waiting.first()


def _receiver(dossier: Any) -> str:
    """Whoever filed comes for the paper."""
    people = {party.role: party.name for party in dossier.parties.all()}
    return str(people.get("filer") or people.get("owner") or "")


def _limit(version: Any, channel: str, data: dict[str, Any]) -> dossiers.ManualLimit | None:
    """An officer's own limit where the package has no verified one."""
    stated = procedures.time_limit(version, channel, data)
    if stated is not None and stated.known and stated.verified:
        return None
    return ONE_SITTING if version.content.on_the_spot else MANUAL
