"""One dossier's life in the demonstration: each act by the right officer, at a plausible moment."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from tinhso.demo import filings, residents
from tinhso.demo.officers import Staff
from tinhso.demo.people import MadeUpPerson
from tinhso.foundation.files import api as files
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
REFUSED, WITHDRAWN, SUPPLEMENTED, UNFIT = 0.03, 0.02, 0.08, 0.05
# Share of a step's own limit that officers use; some are late, as in life.
PACE = (0.15, 1.15)
LATE = 0.06


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
    ) -> None:
        """File it: online with an account of their own, or over the counter (of `desk`, else the agency's own).

        `staff_typed`: online, but typed by the desk for somebody who came there. The same `key` files once only.
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
        elif channel == "ONLINE" and staff_typed:
            # For somebody who has no account: marked so by whose draft it is, and counted apart.
            helper = desk or self.staff.desk(agency.id)
            filed = self._by_draft(helper, sample, owner, commune, agency.id, data, papers)
        elif channel == "ONLINE":
            self.account_id = residents.account(person, commune)
            me = self._citizen()
            filed = self._by_draft(me, sample, owner, commune, agency.id, data, papers)
        else:
            day_desk = desk or self.staff.desk(agency.id)
            filing = dossiers.CounterFiling(
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
            filed = dossiers.receive_at_counter(day_desk, filing, idempotency_key=key)
        self.dossier_id, self.secret = filed.dossier.pk, filed.secret

    def _by_draft(
        self,
        who: Actor,
        sample: filings.Sample,
        owner: dict[str, Any],
        commune: str,
        agency_id: UUID,
        data: dict[str, Any],
        papers: Sequence[procedures.Component],
    ) -> dossiers.Filed:
        """Page by page into a draft, as a person or a member of staff does."""
        draft = dossiers.start_draft(who, sample.code)
        people = {"for": "self", "owner": owner, "filer": owner}
        dossiers.save_draft(
            who, draft.pk, data=data, people=people, competent_agency_id=agency_id, unit_code=commune
        )
        for component in papers:
            if component.required and not component.from_form:
                dossiers.put_draft_file(who, draft.pk, component.key, self._scan(who))
        return dossiers.file_dossier(who, draft.pk)

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
        actor = Actor.system("demo")
        dossier = dossiers.for_officer(actor, self.dossier_id)  # type: ignore[arg-type]
        if dossier.state in (3, 7, 8, 10):
            return None
        if dossier.state == 1:
            return self._receive(dossier)
        if dossier.state == 5:
            self._answer(dossier)
            return self._later(dossier)
        return self._work(dossier)

    def _receive(self, dossier: Any) -> datetime | None:
        desk = self.staff.actor(dossier.received_at_id, "reception", dossier.unit_code)
        fate = self.random.random()
        if fate < REFUSED:
            dossiers.refuse(desk, dossier.pk, reason="Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan.")
            return None
        if fate < REFUSED + WITHDRAWN:
            dossiers.withdraw(self._citizen(), dossier.pk, reason="Tôi nộp nhầm thủ tục.", secret=self.secret)
            return None
        version = procedures.get_version(dossier.procedure_version_id)
        dossiers.accept(desk, dossier.pk, manual_limit=_limit(version, dossier.channel, dossier.data))
        return self._later(dossier)

    def _work(self, dossier: Any) -> datetime | None:
        step = next_step(dossier)
        if step is None:
            return None
        officer = self.staff.actor(step.agency_id, step.role, dossier.unit_code)
        asks = step.kind == "appraise" and not self.supplement_asked and not self.steady
        if asks and self.random.random() < SUPPLEMENTED:
            self.supplement_asked = True
            if self._ask(officer, dossier):
                return worktime.calendar().add_hours(worktime.now(), self.random.uniform(2, 40))
        if step.kind == "number":
            copy = self._copy(officer) if self.copy else None
            dossiers.number_result(officer, dossier.pk, kind="own", notation="QĐ-MAU", file_id=copy)
        elif step.kind == "return":
            dossiers.return_result(officer, dossier.pk, receiver_name=_receiver(dossier), unpaid_known=True)
            self._rate(dossier)
            return None
        elif not step.process_step_id:
            dossiers.hand_over(officer, dossier.pk)
        else:
            outcomes = list(step.outcomes)
            # What comes after the result only hands it over: nobody finds a fault then.
            early = step.kind != "approve" and not hasattr(dossier, "result")
            poor = not self.steady and len(outcomes) > 1 and early and self.random.random() < UNFIT
            outcome = outcomes[-1] if poor else (outcomes[0] if outcomes else "")
            dossiers.complete_step(
                officer, step.pk, outcome=outcome, note="Không đủ điều kiện theo quy định." if poor else ""
            )
        return self._later(dossier)

    def _ask(self, officer: Actor, dossier: Any) -> bool:
        """Ask for one paper again; False when this officer or this procedure has none to ask for."""
        version = procedures.get_version(dossier.procedure_version_id)
        papers = [
            c for c in procedures.components(version, dossier.data, dossier.channel) if c.kind == "submit"
        ]
        if not papers:
            return False
        item = dossiers.Missing("component", papers[0].key, papers[0].name, "Bản chụp mờ, chưa đọc được dấu.")
        dossiers.request_supplement(officer, dossier.pk, items=[item], reason="Giấy tờ chưa đọc được.")
        return True

    def _rate(self, dossier: Any) -> None:
        if self.random.random() < 0.35:
            score = self.random.choices((5, 4, 3, 2, 1), (52, 32, 10, 4, 2))[0]
            dossiers.rate(self._citizen(), dossier.pk, score=score, secret=self.secret)

    def _answer(self, dossier: Any) -> None:
        """Bring what was asked for: scanned by a person with an account, otherwise on paper at the desk."""
        asked = dossier.supplements.get(answered_at=None, closed_at=None).items.all()
        me = self._citizen()
        papers = [
            dossiers.PaperInput(item.key, self._scan(me))
            if self.account_id
            else dossiers.PaperInput(item.key, None, 0, 1)
            for item in asked
        ]
        dossiers.answer_supplement(me, dossier.pk, papers=papers, secret=self.secret)

    def _citizen(self) -> Actor:
        return Actor(kind="resident", account_id=self.account_id)

    def _scan(self, actor: Actor) -> UUID:
        return files.store(actor, "giay-to-mau.jpg", io.BytesIO(self.paper)).id

    def _copy(self, actor: Actor) -> UUID:
        return files.store(actor, "ket-qua-mau.pdf", io.BytesIO(self.copy)).id

    def _later(self, dossier: Any) -> datetime | None:
        """When the present holder acts: within the step's own limit, now and then after it."""
        step = next_step(dossier)
        if step is None:
            return None
        calendar, now = worktime.calendar(), worktime.now()
        hours = max(float(calendar.hours_between(now, step.due_at)), 0.0) or 1.0
        used = hours * self.random.uniform(*PACE) * (1.8 if self.random.random() < LATE else 0.8)
        return calendar.add_hours(now, round(max(used, 0.05), 3))


def next_step(dossier: Any) -> Any:
    """The open step whose turn it is: a result is handed over when nothing else is left to do."""
    waiting = dossier.steps.filter(done_at=None).order_by("opened_at", "key")
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
