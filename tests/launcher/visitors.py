"""People with something on every page: a resident with drafts, owners of dossiers in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.urls import reverse

from tests.journeys import filing
from tinhso.demo import filings
from tinhso.demo.life import Life
from tinhso.demo.officers import Staff
from tinhso.demo.people import person
from tinhso.demo.run import DAYS, FIXED_DAY, SHOWN, sample_paper
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.receipt import paper_code
from tinhso.government.dossiers.views.resident.steps import NAMES
from tinhso.government.handover.actions.open_confirmation import open_confirmation
from tinhso.government.petitions import api as petitions
from tinhso.government.procedures import api as procedures
from tinhso.government.queue.actions.appoint import book
from tinhso.government.queue.actions.take_ticket import take_ticket
from tinhso.government.queue.models import Counter, Ticket
from tinhso.government.queue.queries.slots import open_slots
from tinhso.lib.actor import Actor

BIRTH = "1.001612"


@dataclass(frozen=True)
class Visitor:
    """An account and the addresses that only it can open."""

    account: Any
    addresses: tuple[str, ...]


def drafter(drafts: int) -> Visitor:
    """A resident with drafts of the procedures of the longest forms, at all of their pages."""
    account = filing.resident("026190999001")
    actor = Actor(kind="resident", account_id=account.pk)
    found: list[str] = []
    here = [
        listed
        for listed in procedures.procedures(today())
        if procedures.filing_place(procedures.version(listed.code, today()), today()).kind != "ministry"
    ]
    long = sorted(
        here,
        key=lambda listed: -len(procedures.form(procedures.version(listed.code, today())).all_pages),
    )
    for listed in long[:drafts]:
        version = procedures.version(listed.code, today())
        draft = dossiers.start_draft(actor, listed.code)
        whom = "mandate" if "mandate" in listed.code else "child"
        dossiers.save_draft(actor, draft.id, people={"for": whom, "owner": {"name": "Trần Minh Thử"}})
        found += [reverse(f"dossiers:{name}", args=[draft.id]) for name in NAMES.values()]
        pages = procedures.form(version).all_pages
        found += [reverse("dossiers:form_page", args=[draft.id, page.key]) for page in pages]
        found.append(reverse("dossiers:start", args=[listed.code]))
    return Visitor(account, (*found, "/ca-nhan/"))


def online(count: int, seed: int = 7) -> list[Dossier]:
    """So many dossiers filed online at the shown commune a moment ago, nobody has received them yet."""
    chance = Random(seed)
    staff = Staff(chance, today() - timedelta(days=DAYS + 1))
    sample = next(s for s in filings.samples(settings.PROVINCE_DIR) if s.code == BIRTH)
    made = []
    for number in range(seed, seed + count):
        life = Life(chance, staff, sample_paper())
        life.file(sample, person(Random(number), number, FIXED_DAY), "ONLINE", SHOWN[0])
        made.append(Dossier.objects.get(pk=life.dossier_id))
    return made


def desk_of(dossier: Dossier) -> Actor:
    """The reception officer at the one-stop desk of the dossier's agency."""
    return Staff(Random(7), today() - timedelta(days=DAYS + 1)).desk(dossier.competent_id)


def on_their_way(count: int) -> set[str]:
    """So many dossiers filed online a moment ago, each one step further than the last; who they wait for."""
    chance = Random(3)
    staff = Staff(chance, today() - timedelta(days=DAYS + 1))
    sample = next(s for s in filings.samples(settings.PROVINCE_DIR) if s.code == BIRTH)
    waiting = set()
    for number in range(count):
        life = Life(chance, staff, sample_paper(), supplement_asked=True)
        life.file(sample, person(Random(50 + number), 50 + number, FIXED_DAY), "ONLINE", SHOWN[0])
        for _step in range(number + 1):
            life.step()
        steps = Dossier.objects.get(pk=life.dossier_id).steps.filter(done_at=None)
        waiting |= set(steps.values_list("role", flat=True))
    return waiting


def ask_for_more(dossier: Dossier) -> Dossier:
    """The desk asks for one paper again, so that the answer's page is there."""
    key = str(next(iter(dossier.data)))
    missing = dossiers.Missing("component", key, "Giấy tờ", "Ảnh mờ, không đọc được")
    dossiers.request_supplement(desk_of(dossier), dossier.pk, items=[missing], reason="Ảnh mờ.")
    return Dossier.objects.get(pk=dossier.pk, state=5)


def refuse(dossier: Dossier) -> Dossier:
    """The desk refuses it, so that the slip is there."""
    dossiers.refuse(desk_of(dossier), dossier.pk, reason="Không thuộc thẩm quyền của xã.")
    return Dossier.objects.get(pk=dossier.pk, state=3)


def owners() -> dict[int, Visitor]:
    """For each state that dossiers filed with an account are in, one owner and the pages of one dossier."""
    found = {}
    for state in sorted(set(Dossier.objects.exclude(account=None).values_list("state", flat=True))):
        dossier = Dossier.objects.exclude(account=None).filter(state=state).order_by("-filed_at")[0]
        names = ["track", "filed", "receipt", *(["supplement"] if state == 5 else []), "withdraw"]
        pages = [reverse(f"dossiers:{name}", args=[dossier.code]) for name in names]
        found[state] = Visitor(dossier.account, (*pages, "/ca-nhan/"))
    return found


def in_the_queue() -> tuple[str, ...]:
    """The addresses of a number just taken, of an appointment, and of the hall's screen at a desk with counters."""
    desk = organisation.agency(Counter.objects.order_by("number")[0].agency_id)
    anybody, tomorrow = Actor(kind="resident"), today() + timedelta(days=1)
    _ticket, taken = take_ticket(anybody, desk.id, source=Ticket.Source.PHONE)
    days = (tomorrow + timedelta(days=n) for n in range(10))
    free = next(slot.starts_at for day in days for slot in open_slots(desk.id, day))
    _appointment, booked = book(anybody, desk.id, free)
    return (
        reverse("queue:ticket", args=[desk.slug, taken]),
        reverse("queue:appointment", args=[desk.slug, booked]),
        reverse("queue:screen", args=[desk.slug]),
    )


def petitioner() -> Visitor:
    """A resident with a petition that waits for their answer, beside one that was published."""
    account = filing.resident("026190999002")
    actor = Actor(kind="resident", account_id=account.pk)
    agency = Dossier.objects.order_by("filed_at")[0].competent_id
    staff = Staff(Random(11), today() - timedelta(days=DAYS + 1))
    specialist, leader = staff.actor(agency, "specialist"), staff.actor(agency, "leader")
    said = petitions.Words("rules", agency, "Chờ lâu", "Tôi chờ ở quầy cả buổi sáng.", phone="0912345678")
    asked, shown = petitions.send(actor, said), petitions.send(actor, said)
    petitions.take(specialist, asked.pk)
    petitions.ask(specialist, asked.pk, reason="Bạn chờ ở quầy số mấy?")
    petitions.take(specialist, shown.pk)
    petitions.draft(specialist, shown.pk, answer="Chúng tôi đã thêm một quầy.")
    petitions.prepare(specialist, shown.pk, **petitions.proposal(petitions.approve(leader, shown.pk)))
    petitions.publish(leader, shown.pk)
    own = (reverse(f"petitions:{name}", args=[asked.code]) for name in ("sent", "track", "supplement"))
    return Visitor(account, (*own, reverse("petitions:public_one", args=[shown.pk])))


def rater() -> Visitor:
    """Whoever scans the code of a receipt whose result was handed over."""
    dossier = Dossier.objects.filter(state=10, rating=None)[0]
    return Visitor(None, (reverse("ratings:rate", args=[dossier.code, dossiers.rating_code(dossier)]),))


def checker() -> Visitor:
    """Whoever scans the code by which anybody checks a receipt."""
    dossier = Dossier.objects.filter(state=10)[0]
    return Visitor(
        None, (reverse("verification:paper", args=[dossier.code, paper_code(dossier, "receipt")]),)
    )


def receiver() -> Visitor:
    """Whoever signs for a result with the link that the desk opened."""
    chance = Random(21)
    staff = Staff(chance, today() - timedelta(days=DAYS + 1))
    sample = next(s for s in filings.samples(settings.PROVINCE_DIR) if s.code == BIRTH)
    for number in range(60, 70):
        life = Life(chance, staff, sample_paper(), supplement_asked=True)
        life.file(sample, person(Random(number), number, FIXED_DAY), "ONLINE", SHOWN[0])
        dossier = Dossier.objects.get(pk=life.dossier_id)
        # A few lives end at the desk: refused, or withdrawn.
        while dossier.state in (1, 2, 4):
            life.step()
            dossier.refresh_from_db()
        if dossier.state == 9:
            step = dossier.steps.get(done_at=None)
            _made, secret = open_confirmation(
                staff.actor(step.agency_id, step.role), dossier.pk, "Nguyễn Thị Ví Dụ"
            )
            return Visitor(None, (reverse("handover:person", args=[secret]),))
    raise AssertionError("no dossier came to its result")
