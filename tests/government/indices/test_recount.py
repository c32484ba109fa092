"""An independent count of QĐ 766 over the rooms' own tables: row by row in Python, without the views that they publish and
without the facts that are read from them."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from tests.foundation.signing.people import SYSTEM
from tests.government.dossiers import world as w
from tests.government.indices.test_measures import naive
from tests.government.petitions.test_flow import sent
from tinhso.foundation.files.api import keep_made
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers.models import (
    Dossier,
    DossierFile,
    Fee,
    FeePayment,
    Rating,
    Result,
    ResultDraft,
    SupplementRequest,
)
from tinhso.government.handover.models import WalletSending
from tinhso.government.indices.actions.refresh_facts import sweep
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.measures.statement import Count, Scope, Window, counts
from tinhso.government.indices.models import Fact
from tinhso.government.petitions.models import Petition, Turn
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
START = w.MONDAY - 20 * DAY
WINDOW = Window(START, w.MONDAY + 10 * DAY)


def read(dossier: Dossier) -> Fact:
    """What QĐ 766 asks of one dossier, from the rows that the verbs wrote."""
    supplements = list(SupplementRequest.objects.filter(dossier=dossier))
    waiting = [one for one in supplements if one.answered_at is None and one.closed_at is None]
    result = Result.objects.filter(dossier=dossier, granted=True, file__isnull=False).exists()
    papers = list(DossierFile.objects.filter(dossier=dossier, replaced_at=None))
    fees = list(Fee.objects.filter(dossier=dossier))
    taken = FeePayment.objects.filter(fee__dossier=dossier)
    owner = dossier.parties.filter(role="owner").first()
    signed = ResultDraft.objects.filter(dossier=dossier, signed_at__isnull=False, end="used").exists()
    ends: dict[int, Any] = {3: dossier.last_moved_at, 7: dossier.last_moved_at, 8: dossier.last_moved_at,
                            5: max((one.requested_at for one in waiting), default=None)}  # fmt: skip
    finish = ends.get(dossier.state)
    if dossier.state in (9, 10):
        finish = dossier.finished_at or dossier.returned_at
    assert dossier.accepted_at is not None
    return Fact(
        subject_id=dossier.pk, kind=1, agency_id=dossier.competent_id, unit_code=dossier.unit_code,
        field_code=dossier.field_code, procedure_code=dossier.procedure_code, received_at=dossier.accepted_at,
        finish_at=finish, due_at=dossier.due_at, supplements=len(supplements), synced=dossier.sync == "sent",
        online=dossier.channel == "ONLINE", has_result=result, signed=signed and result,
        has_files=any(one.file_id for one in papers), reused=any(one.reuse for one in papers),
        proven=bool(owner and owner.verified), citizen=bool(owner and owner.kind == "citizen"),
        has_fee=sum(one.due or 0 for one in fees) > 0,
        paid_online=any(one.method in ("portal", "gateway") for one in taken),
        disliked=Rating.objects.filter(dossier=dossier, score__lte=2).exists(),
        complained=Petition.objects.filter(dossier_code=dossier.code).exists(),
        pushed=WalletSending.objects.filter(dossier_id=dossier.pk, state="delivered").exists(), known_from=w.MONDAY,
    )  # fmt: skip


def spoken(petition: Petition) -> Fact:
    """The same of one petition."""
    asked = [
        one.at
        for one in petition.turns.all()
        if (one.verb, one.late) == ("ask", True) and one.at >= petition.clock_from
    ]
    missed = [min(asked)] if asked else []
    if petition.state in ("answered", "waiting_publication") and petition.next_due:
        missed.append(petition.next_due)
    if petition.published_at and petition.publish_due and petition.published_at > petition.publish_due:
        missed.append(petition.publish_due)
    return Fact(
        subject_id=petition.pk, kind=2, agency_id=petition.holder_id, unit_code=petition.unit_code, field_code="",
        procedure_code="", received_at=petition.clock_from, finish_at=petition.answered_at or petition.closed_at,
        due_at=petition.answer_due, disliked=petition.dislikes > petition.likes, behaviour=petition.kind == "behaviour",
        missed_at=min(missed, default=None),
        repeated=any(one.state != "refused" for one in Petition.objects.filter(again_of=petition)),
        known_from=w.MONDAY,
    )  # fmt: skip


def ended(dossier: Dossier, state: int, moment: datetime) -> None:
    """As the verbs leave a dossier that ended."""
    rows = Dossier.objects.filter(pk=dossier.pk)
    rows.update(state=state, finished_at=moment if state in (9, 10) else None, last_moved_at=moment,
                returned_at=moment + DAY if state == 10 else None)  # fmt: skip


def bent(world: w.World, random: Random, dossier: Dossier) -> None:
    """The rows of this dossier as one or another course of work leaves them."""
    paper = keep_made(SYSTEM, "giay.pdf", b"%PDF-1.7", Subject("dossier", dossier.pk), pages=1)
    rows = Dossier.objects.filter(pk=dossier.pk)
    rows.update(
        channel=random.choice(["ONLINE", "DIRECT"]),
        sync=random.choice(["pending", "sent"]),
        due_at=random.choice([None, dossier.due_at, dossier.accepted_at]),
    )
    if random.random() < 0.7:
        ended(dossier, random.choice([7, 8, 9, 10]), dossier.accepted_at + random.choice([1, 4, 15]) * DAY)
    if random.random() < 0.6:
        Result.objects.create(dossier=dossier, title="x", kind="none", agency=world.committee, issued_at=w.MONDAY,
                              file=random.choice([None, paper]), granted=random.random() < 0.8)  # fmt: skip
    if random.random() < 0.6:
        DossierFile.objects.create(dossier=dossier, component_key="a", file=paper, added_at=w.MONDAY,
                                   replaced_at=random.choice([None, None, w.MONDAY]))  # fmt: skip
    if random.random() < 0.3:
        DossierFile.objects.create(dossier=dossier, component_key="b", file=paper, added_at=w.MONDAY, reuse="component",
                                   source_code="H62-1", source_id=new_id())  # fmt: skip
    for number in range(random.choice([0, 0, 1, 2])):
        answered = random.choice([None, w.MONDAY]) if number == 1 else w.MONDAY
        SupplementRequest.objects.create(
            dossier=dossier, ordinal=number + 1, reason="thiếu", repeat_reason="vẫn thiếu" if number else "", policy="shift",
            requested_at=w.MONDAY - DAY, agency=world.committee, before_acceptance=False, from_state=4, deadline=w.MONDAY,
            answered_at=answered,
        )  # fmt: skip
    if random.random() < 0.5:
        Fee.objects.filter(dossier=dossier).update(due=random.choice([0, 8000]))
        fee = Fee.objects.filter(dossier=dossier).first()
        if fee is not None and random.random() < 0.7:
            FeePayment.objects.create(
                fee=fee, paid=8000, method=random.choice(["cash", "portal", "gateway"]), recorded_at=w.MONDAY
            )
    if random.random() < 0.4:
        Rating.objects.create(dossier=dossier, score=random.choice([1, 2, 3, 5]), rated_at=w.MONDAY)
    dossier.parties.update(verified=random.random() < 0.5)
    if random.random() < 0.4:
        delivered = random.random() < 0.6
        WalletSending.objects.create(
            dossier_id=dossier.pk, code=dossier.code, agency_id=world.committee.pk, file_id=new_id(), made_at=w.MONDAY,
            state="delivered" if delivered else "waiting", delivered_at=w.MONDAY if delivered else None,
            next_at=None if delivered else w.MONDAY,
        )  # fmt: skip


def spoken_again(world: w.World) -> None:
    """Petitions as the verbs leave them when another limit than the answer's passed, or the sender came again."""
    due, late = w.MONDAY + 2 * DAY, w.MONDAY + 4 * DAY
    asked, slow, waiting, early, settled, again, refused = (sent(world) for _one in range(7))
    for one, at_once in ((asked, True), (settled, False)):
        Turn.objects.create(
            petition=one, ordinal=9, verb="ask", after="waiting_sender", at=late, late=at_once
        )
    for one, moment in ((slow, late), (early, w.MONDAY + DAY)):
        Petition.objects.filter(pk=one.pk).update(
            state="published", answered_at=w.MONDAY, publish_due=due, published_at=moment, closed_at=moment, next_due=None
        )  # fmt: skip
    Petition.objects.filter(pk=waiting.pk).update(
        state="answered", answered_at=w.MONDAY, next_due=due, publish_due=due
    )
    Petition.objects.filter(pk=again.pk).update(again_of=early)
    Petition.objects.filter(pk=refused.pk).update(
        again_of=settled, state="refused", closed_at=late, next_due=None
    )


def test_every_measure_is_what_the_rooms_own_tables_say() -> None:
    world, random = w.build(), Random(766)
    w.procedure("9.2")
    for number in range(36):
        moment = START + random.choice([-3, 1, 8]) * DAY + timedelta(hours=9)
        dossier = w.accepted(world, moment, code=random.choice([w.CODE, "9.2"]))
        dossier.refresh_from_db()
        bent(world, random, dossier)
        if number % 6 == 3:
            petition = sent(world, dossier_code=dossier.code)
            Petition.objects.filter(pk=petition.pk).update(
                kind=random.choice(["rules", "behaviour"]),
                dislikes=number % 2,
                answer_due=w.MONDAY + random.choice([1, 40]) * DAY,
            )
    spoken_again(world)
    w.filed(world, START + DAY)  # filed and never received: in no figure
    with at(w.MONDAY + DAY):
        sweep()
    own = [read(one) for one in Dossier.objects.exclude(accepted_at=None)] + [
        spoken(one) for one in Petition.objects.all()
    ]
    found = counts(Scope(), WINDOW)
    asked = {key for key, measure in MEASURES.items() if measure.asks_work}
    assert {key: found[key] for key in asked} == {key: naive(key, own, WINDOW) for key in asked}
    assert (found["petitions_on_time"].among - found["petitions_on_time"].counted) >= 3, (
        "steps that came late"
    )
    several = {
        key for key in asked if Count(0, 0) != found[key] and 0 < found[key].counted < found[key].among
    }
    assert len(several) >= 12, f"the rows tell the measures apart: {asked - several}"
