"""The whole way of a petition on real PostgreSQL, and who must not see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.government.dossiers.world import MONDAY, World
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.records.api import Subject, history, looks
from tinhso.foundation.worktime.api import at
from tinhso.government.petitions import api as p
from tinhso.government.petitions.access import visible
from tinhso.government.petitions.actions.look import look_at_sender, open_petition
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules import moves
from tinhso.government.petitions.views.sending import OF_CONTACT
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused

VISITOR = Actor(kind="resident", ip="203.0.113.7")
TEXT = "Tôi chờ ở quầy cả buổi sáng, gọi 0912345678 không ai nghe."


def words(world: World, **changes: Any) -> p.Words:
    said = {"kind": moves.RULES, "agency_id": world.committee.pk, "title": "Chờ lâu", "content": TEXT,
            "name": "Lê Thị Mẫu", "phone": "0912345678"}  # fmt: skip
    return p.Words(**{**said, **changes})


def sent(world: World, actor: Actor = VISITOR, **changes: Any) -> Petition:
    with at(MONDAY):
        return p.send(actor, words(world, **changes))


def answered(world: World) -> Petition:
    petition = sent(world)
    with at(MONDAY + timedelta(hours=1)):
        p.take(world.specialist, petition.pk)
        p.draft(world.specialist, petition.pk, answer="Chúng tôi đã thêm một quầy.")
        return p.approve(world.leader, petition.pk)


def test_from_sending_to_publication(world: World) -> None:
    petition = answered(world)
    secret = p.secret_of(petition)
    assert p.for_sender(VISITOR, petition.code, secret).state == moves.ANSWERED
    with at(MONDAY + timedelta(hours=2)):
        shown = p.proposal(petition)
        assert "0912345678" not in shown["content"]
        with pytest.raises(Invalid) as left:
            p.prepare(world.specialist, petition.pk, **{**shown, "answer": "Gọi chị Lê Thị Mẫu"})
        assert [e.field for e in left.value.errors] == ["answer"]
        p.prepare(world.specialist, petition.pk, **shown)
        with pytest.raises(Forbidden):
            p.publish(world.specialist, petition.pk)
        published = p.publish(world.leader, petition.pk)
    assert (published.state, published.next_due) == (moves.PUBLISHED, None)
    assert [row.pk for row in p.published().rows] == [petition.pk]
    subject = Subject("petition", petition.pk)
    verbs = [event.verb for event in history(subject) if event.outcome != "refused"]
    assert verbs == [f"petition.{v}" for v in ("send", "take", "draft", "approve", "prepare", "publish")]
    told = set(Notice.objects.values_list("template", flat=True))
    assert {"petition_received", "petition_answered", "petition_published"} <= told


def test_events_hold_no_words_of_people(world: World) -> None:
    petition = answered(world)
    kept = " ".join(str(event.facts) for event in history(Subject("petition", petition.pk)))
    assert petition.code in kept
    for secret in ("Mẫu", "0912345678", "quầy", "Chờ"):
        assert secret not in kept


def test_supplement_and_who_may_give_it(world: World) -> None:
    petition = sent(world)
    with at(MONDAY + timedelta(days=1)):
        p.ask(world.specialist, petition.pk, reason="Quầy số mấy?")
        with pytest.raises(NotFound):
            p.supplement(VISITOR, petition.pk, text="Quầy 3")
        done = p.supplement(VISITOR, petition.pk, text="Quầy 3", secret=p.secret_of(petition))
    assert done.state == moves.SUPPLEMENTED
    assert done.answer_due == petition.answer_due  # waiting for the sender stops no clock
    assert [t.late for t in done.turns.all()] == [False, False, False]


def test_refused_in_two_days_or_not_at_all(world: World) -> None:
    petition, late = sent(world), sent(world)
    with at(MONDAY + timedelta(days=1)):
        assert p.refuse(world.leader, petition.pk, reason="Không thuộc thẩm quyền").closed_at
    with at(MONDAY + timedelta(days=3)), pytest.raises(Refused) as told:
        p.refuse(world.leader, late.pk, reason="Không thuộc thẩm quyền")
    assert told.value.code == "too_late_to_refuse"


def test_a_transfer_restarts_the_clock_and_a_return_puts_it_back(world: World) -> None:
    petition = sent(world)
    first = petition.answer_due
    with at(MONDAY + timedelta(days=2)):
        moved = p.forward(world.specialist, petition.pk, agency_id=world.other.pk, reason="Về đất đai")
        assert moved.holder_id == world.other.pk
        assert moved.answer_due > first
        with pytest.raises(Forbidden):  # having had it lets one read it and no more
            p.take(world.specialist, petition.pk)
        back = p.give_back(world.outsider, petition.pk, reason="Không về đất đai")
    assert (back.state, back.holder_id, back.answer_due) == (moves.RETURNED, world.committee.pk, first)


def test_an_old_page_is_told(world: World) -> None:
    petition = sent(world)
    with at(MONDAY):
        p.take(world.specialist, petition.pk, expected_version=petition.version)
        with pytest.raises(Conflict):
            p.draft(world.specialist, petition.pk, answer="x", expected_version=petition.version)


def test_who_is_named_sees_nothing(world: World) -> None:
    petition = sent(
        world, kind=moves.BEHAVIOUR, officer_name="Cán bộ specialist", content="Nói nặng lời", title="Thái độ"
    )
    assert not visible(world.specialist).filter(pk=petition.pk).exists()
    assert visible(world.specialist2).filter(pk=petition.pk).exists()
    for act in (p.take, lambda a, i: open_petition(a, i)):
        with at(MONDAY), pytest.raises(NotFound):
            act(world.specialist, petition.pk)
    with at(MONDAY):
        p.take(world.specialist2, petition.pk)
        with pytest.raises(Refused):  # a finding is needed
            p.draft(world.specialist2, petition.pk, answer="Đã nhắc nhở.")
        p.name_officer(world.leader, petition.pk, account_id=_id(world.division_head))
    assert not visible(world.division_head).filter(pk=petition.pk).exists()


def test_a_matter_about_the_only_leader_goes_elsewhere(world: World) -> None:
    from tinhso.foundation.organisation.models import Agency

    Agency.objects.filter(pk=world.other.pk).update(parent=world.committee)
    lead = sent(world, kind=moves.BEHAVIOUR, officer_name="Cán bộ leader", agency_id=world.committee.pk)
    assert not visible(world.leader).filter(pk=lead.pk).exists()
    assert lead.state == moves.RECEIVED


def test_a_voice_counts_once(world: World) -> None:
    petition = answered(world)
    with at(MONDAY + timedelta(hours=2)):
        p.prepare(world.specialist, petition.pk, **p.proposal(petition))
        p.publish(world.leader, petition.pk)
        secret = p.secret_of(petition)
        p.react(VISITOR, petition.pk, satisfied=False, secret=secret)
        p.react(world.resident, petition.pk, satisfied=True)
        for actor, shown in ((VISITOR, secret), (world.resident, "")):
            with pytest.raises(Conflict):
                p.react(actor, petition.pk, satisfied=True, secret=shown)
        for actor in (VISITOR, world.leader):
            with pytest.raises(Forbidden):
                p.react(actor, petition.pk, satisfied=True)
    petition.refresh_from_db()
    assert (petition.likes, petition.dislikes) == (1, 1)


def test_looks_are_recorded(world: World) -> None:
    petition = sent(world, world.resident)
    with at(MONDAY):
        open_petition(world.specialist, petition.pk)
        look_at_sender(world.specialist, petition.pk)
    assert {look.facts["what"] for look in looks(Subject("petition", petition.pk))} == {"petition", "person"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"phone": ""}, "phone"), ({"title": ""}, "title"), ({"kind": "x"}, "kind"), ({"agency_id": None}, "agency"),
     ({"email": "x"}, "email"), ({"name": ""}, "name")],
)  # fmt: skip
def test_what_is_missing_is_told_at_its_field(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        sent(world, **changes)
    assert field in [error.field for error in told.value.errors]


@pytest.mark.parametrize(
    "turn",
    [
        lambda n: {"phone": "0912" + " " * n + "345678", "email": ""},
        lambda n: {"phone": f"09123450{n:02d}", "email": "nguoi.la@example.vn"},
    ],
)
def test_a_stranger_is_not_sent_notices_without_end(world: World, turn: Any) -> None:
    """However a contact is written, and whatever stands beside it, it is one contact."""
    typed = {
        "kind": moves.RULES,
        "agency": str(world.committee.id),
        "title": "Chờ lâu",
        "content": "Chờ",
        "name": "An",
    }
    client = Client()
    for n in range(OF_CONTACT):
        assert client.post("/phan-anh/", {**typed, **turn(n)}).status_code == 302, n
    assert client.post("/phan-anh/", {**typed, **turn(OF_CONTACT)}).status_code == 422
    assert Petition.objects.count() == OF_CONTACT


def _id(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id
