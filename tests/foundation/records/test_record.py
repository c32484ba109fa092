"""Appending: chains, digests, attempts, looks, and the refusal of change."""

from __future__ import annotations

import threading
from itertools import pairwise
from typing import Any

import pytest
from django.db import Error, connection, transaction

from tinhso.foundation.records.api import (
    NotAReference,
    Subject,
    act,
    erase,
    history,
    looks,
    matches,
    record,
    record_attempt,
    record_look,
)
from tinhso.foundation.records.models import Event
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_in_which_capacity_and_links_to_the_one_before(officer: Actor) -> None:
    dossier = Subject("dossier", new_id())
    first = record(officer, "dossier.accept", dossier, {"state": 2})
    second = record(officer, "dossier.forward", dossier, {"step": "appraise"})
    assert [e.verb for e in history(dossier)] == ["dossier.accept", "dossier.forward"]
    assert (second.sequence, bytes(second.prev_hash)) == (2, bytes(first.hash))
    assert second.capacity_id == officer.capacity_id
    assert officer.label not in str(vars(second))


def test_names_are_kept_as_digests_that_prove_and_can_be_erased(officer: Actor) -> None:
    dossier = Subject("dossier", new_id())
    event = record(officer, "dossier.file", dossier, {}, {"owner": "Nguyễn Văn An"})
    assert matches(event, "owner", "Nguyễn Văn An")
    assert not matches(event, "owner", "Nguyễn Văn Anh")
    assert "Nguyễn" not in str(event.digests)
    assert erase(dossier)
    assert not matches(event, "owner", "Nguyễn Văn An")


def test_the_same_value_has_different_digests_for_different_objects(officer: Actor) -> None:
    one = record(officer, "dossier.file", Subject("dossier", new_id()), {}, {"owner": "An"})
    other = record(officer, "dossier.file", Subject("dossier", new_id()), {}, {"owner": "An"})
    assert one.digests["owner"] != other.digests["owner"]


def test_a_citizen_id_cannot_be_a_subject(officer: Actor) -> None:
    with pytest.raises(NotAReference):
        record(officer, "person.look", Subject("person", "001199012345"))


@pytest.mark.parametrize("sql", ["UPDATE {} SET verb = 'x'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["records_event", "records_look"])
def test_change_is_refused_by_the_database(officer: Actor, sql: str, table: str) -> None:
    subject = Subject("dossier", new_id())
    record(officer, "dossier.accept", subject)
    record_look(officer, subject, "papers")
    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))
    assert len(history(subject)) == 1
    assert len(looks(subject)) == 1


def test_entries_lie_in_the_partition_of_their_month(officer: Actor) -> None:
    event = record(officer, "dossier.accept", Subject("dossier", new_id()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM records_event WHERE id = %s", [event.id])
        assert cursor.fetchone()[0] == f"records_event_{event.recorded_at.astimezone().strftime('%Y%m')}"


def test_a_refused_act_changes_nothing_and_leaves_the_attempt(officer: Actor) -> None:
    dossier = Subject("dossier", new_id())

    @act("dossier.accept")
    def accept(actor: Actor, subject: Subject) -> None:
        record(actor, "dossier.accept", subject)
        raise Refused("dossier.wrong_state", "Hồ sơ này đã được tiếp nhận.")

    with pytest.raises(Refused, match="đã được tiếp nhận"):
        accept(officer, dossier)
    (attempt,) = history(dossier)
    assert (attempt.verb, attempt.outcome, attempt.facts) == (
        "dossier.accept", "refused", {"code": "dossier.wrong_state"},
    )  # fmt: skip


def test_only_the_outermost_act_records_the_attempt(officer: Actor) -> None:
    @act("inner.act")
    def inner(actor: Actor) -> None:
        raise Refused("no", "Không được.")

    @act("outer.act")
    def outer(actor: Actor) -> None:
        inner(actor)

    with pytest.raises(Refused):
        outer(officer)
    assert list(Event.objects.values_list("verb", flat=True)) == ["outer.act"]


def test_an_act_returns_what_its_function_returns(officer: Actor) -> None:
    @act("number.add")
    def add(actor: Actor, a: int, *, b: int) -> int:
        record(actor, "number.add", Subject("number", "n1"), {"a": a})
        return a + b

    assert add(officer, 1, b=2) == 3
    assert [e.outcome for e in history(Subject("number", "n1"))] == ["done"]


def test_a_look_is_kept_in_its_own_stream(officer: Actor) -> None:
    account = Subject("account", new_id())
    record_look(officer, account, "citizen_id")
    record_attempt(officer, "account.open", account, "forbidden")
    assert [look.facts["what"] for look in looks(account)] == ["citizen_id"]
    assert [event.outcome for event in history(account)] == ["refused"]


@pytest.mark.django_db(transaction=True)
def test_concurrent_appends_to_one_object_make_one_chain(officer: Actor) -> None:
    dossier = Subject("dossier", new_id())
    errors: list[Any] = []

    def work() -> None:
        try:
            for _ in range(10):
                record(officer, "dossier.note", dossier)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = history(dossier)
    assert not errors
    assert [e.sequence for e in events] == list(range(1, 41))
    assert all(bytes(b.prev_hash) == bytes(a.hash) for a, b in pairwise(events))


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_leaves_no_gap(officer: Actor) -> None:
    dossier = Subject("dossier", new_id())
    record(officer, "dossier.file", dossier)

    @act("dossier.accept")
    def accept(actor: Actor) -> None:
        record(actor, "dossier.accept", dossier)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        accept(officer)
    record(officer, "dossier.refuse", dossier)
    assert [(e.sequence, e.verb) for e in history(dossier)] == [(1, "dossier.file"), (2, "dossier.refuse")]
