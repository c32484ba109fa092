"""Verification names what the owner of the database changed behind the platform's back."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from tinhso.cli.__main__ import parser
from tinhso.foundation.records import outside
from tinhso.foundation.records.api import Event, Subject, erase, record, record_look, seal
from tinhso.foundation.records.api import verify as verified
from tinhso.foundation.records.models import Epoch, Seal
from tinhso.foundation.records.rules.entry import FIELDS, entry_hash
from tinhso.foundation.records.verifying.reading import entries, heads, spans
from tinhso.foundation.records.verifying.report import Report
from tinhso.foundation.records.verifying.sharing import chains
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

from .horizon import seal_all, settled

pytestmark = pytest.mark.django_db(transaction=True)
Tamper = Callable[..., None]


@pytest.fixture
def events(officer: Actor) -> list[Event]:
    """Five sealed events of one dossier, among those of another, and a sealed look."""
    dossier, other = Subject("dossier", new_id()), Subject("dossier", new_id())
    made = []
    for number in range(1, 6):
        made.append(record(officer, "dossier.step", dossier, {"step": number}, {"owner": "Nguyễn Văn An"}))
        record(officer, "dossier.step", other, {"step": number})
    record_look(officer, dossier, "citizen_id")
    assert seal_all() == 2
    return made


def verify() -> Report:
    """What one process finds, and two that share the objects out among them find as well, in the same order."""
    alone = verified(processes=1)
    assert verified(processes=2, run=1) == alone
    return alone


def kinds() -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.sequence) for fault in verify().faults]


def test_an_untouched_log_is_whole(events: list[Event]) -> None:
    report = verify()
    assert report.as_json() == {"events": 11, "seals": 2, "faults": []}


def test_an_edited_event_is_named(events: list[Event], tamper: Tamper) -> None:
    tamper("UPDATE records_event SET facts = '{\"step\": 99}' WHERE id = %s", events[2].id)
    (fault,) = verify().faults
    assert (fault.kind, fault.entry, fault.sequence) == ("edited", events[2].id, 3)


def test_an_event_edited_with_its_hash_is_named(events: list[Event], tamper: Tamper) -> None:
    victim = Event.objects.get(id=events[4].id)
    victim.verb = "dossier.return"
    entry = {name: getattr(victim, name) for name in FIELDS}
    forged = entry_hash("event", entry, bytes(victim.prev_hash))
    tamper("UPDATE records_event SET verb = 'dossier.return', hash = %s WHERE id = %s", forged, victim.id)
    tamper("UPDATE records_chainhead SET hash = %s WHERE hash = %s", forged, bytes(events[4].hash))
    (fault,) = verify().faults
    assert (fault.kind, fault.entry, fault.seal) == ("edited", victim.id, 1)


OTHER = {
    "id": "gen_random_uuid()",
    "recorded_at": "recorded_at - interval '40 days'",
    "world_at": "world_at - interval '1 microsecond'",
    "account_id": "NULL",
    "capacity_id": "gen_random_uuid()",
    "agency_id": "account_id",
    "outcome": "'refused'",
    "subject_kind": "subject_kind || '\"'",
    "subject_id": "subject_id || '\\'",
    "sequence": "sequence + 7",
    "facts": "facts || '{\"more\": 1.5}'",
    "digests": "'{}'",
    "epoch": "epoch + 1",
    "txid": "'7'",
    "prev_hash": "hash",
    "hash": "prev_hash",
}


def test_no_column_may_change(events: list[Event], tamper: Tamper) -> None:
    """Back-dated, moved to another object or told otherwise in whatever it says: an event that changed is found."""
    for column in [*FIELDS, "prev_hash", "hash"]:
        with transaction.atomic():
            other = OTHER.get(column, f"{column} || ' '")
            tamper(f"UPDATE records_event SET {column} = {other} WHERE id = %s", events[2].id)
            faults = verified(processes=1).faults
            transaction.set_rollback(True)
        assert faults, column
        assert column == "id" or events[2].id in {fault.entry for fault in faults}, column


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_deleted_event_is_named(events: list[Event], tamper: Tamper, place: int) -> None:
    tamper("DELETE FROM records_event WHERE id = %s", events[place].id)
    (fault,) = verify().faults
    assert (fault.kind, fault.entry, fault.sequence) == ("deleted", events[place].id, place + 1)


def test_a_chain_deleted_with_its_head_is_named_by_the_seal(events: list[Event], tamper: Tamper) -> None:
    tamper("DELETE FROM records_event WHERE subject_id = %s", events[0].subject_id)
    tamper("DELETE FROM records_chainhead WHERE subject_id = %s AND stream = 'event'", events[0].subject_id)
    faults = verify().faults
    assert {(f.kind, f.entry) for f in faults} == {("deleted", e.id) for e in events}


def test_an_inserted_event_is_named(events: list[Event], tamper: Tamper) -> None:
    forged = new_id()
    columns = ", ".join(f"{name}" for name in FIELDS if name not in ("id", "sequence"))
    tamper(
        f"INSERT INTO records_event (id, sequence, prev_hash, hash, {columns})"
        f" SELECT %s, 6, hash, sha256('x'), {columns} FROM records_event WHERE id = %s",
        forged,
        events[4].id,
    )
    (fault,) = verify().faults
    assert (fault.kind, fault.entry, fault.seal) == ("inserted", forged, 1)


def test_a_well_made_insertion_below_a_seal_is_named(events: list[Event], tamper: Tamper) -> None:
    last = Event.objects.get(id=events[4].id)
    entry = {name: getattr(last, name) for name in FIELDS} | {"id": new_id(), "sequence": 6}
    digest = entry_hash("event", entry, bytes(last.hash))
    columns = ", ".join(name for name in FIELDS if name not in ("id", "sequence"))
    tamper(
        f"INSERT INTO records_event (id, sequence, prev_hash, hash, {columns})"
        f" SELECT %s, 6, hash, %s, {columns} FROM records_event WHERE id = %s",
        entry["id"],
        digest,
        last.id,
    )
    tamper("UPDATE records_chainhead SET sequence = 6, hash = %s WHERE hash = %s", digest, bytes(last.hash))
    (fault,) = verify().faults
    assert (fault.kind, fault.entry, fault.seal) == ("inserted", entry["id"], 1)


def test_reordered_events_are_named(events: list[Event], tamper: Tamper) -> None:
    tamper(
        "UPDATE records_event SET sequence = 5 - sequence WHERE id IN (%s, %s)", events[1].id, events[2].id
    )
    faults = verify().faults
    assert {(f.kind, f.entry) for f in faults} == {("reordered", events[1].id), ("reordered", events[2].id)}


def test_an_edited_look_is_named(events: list[Event], tamper: Tamper) -> None:
    tamper("UPDATE records_look SET account_id = %s", new_id(), table="records_look")
    (fault,) = verify().faults
    assert (fault.kind, fault.stream, fault.sequence) == ("edited", "look", 1)


@pytest.mark.parametrize("column", ["root", "leaves", "signature", "prev"])
def test_a_changed_seal_is_named(events: list[Event], tamper: Tamper, column: str) -> None:
    tamper(
        f"UPDATE records_seal SET {column} = set_byte({column}, 0, 255 - get_byte({column}, 0))"
        " WHERE stream = 'event'",
        table="records_seal",
    )
    assert ("seal_broken", 1) in [(f.kind, f.seal) for f in verify().faults]


def test_a_deleted_seal_is_named(events: list[Event], officer: Actor, tamper: Tamper) -> None:
    record(officer, "dossier.step", Subject("dossier", new_id()))
    seal_all()
    tamper("DELETE FROM records_seal WHERE stream = 'event' AND number = 1", table="records_seal")
    assert ("seal_missing", 1) in [(f.kind, f.seal) for f in verify().faults]


def test_the_newest_seal_deleted_is_missed_by_the_file_outside(
    events: list[Event], officer: Actor, tamper: Tamper
) -> None:
    record(officer, "dossier.step", Subject("dossier", new_id()))
    seal_all()
    tamper("DELETE FROM records_seal WHERE stream = 'event' AND number = 2", table="records_seal")
    assert [(f.kind, f.seal) for f in verify().faults] == [("seal_missing", 2)]


def test_a_seal_missing_outside_is_named(events: list[Event], own_var: Path) -> None:
    outside.path_of("event").write_text("")
    assert [(f.kind, f.stream, f.seal) for f in verify().faults] == [("seal_missing_outside", "event", 1)]


def test_a_history_rewritten_with_the_key_differs_from_outside(
    events: list[Event], tamper: Tamper, own_var: Path
) -> None:
    """Whoever has database and key can rewrite both; the copy outside still says otherwise."""
    kept = outside.path_of("event").read_text()
    tamper("DELETE FROM records_event WHERE subject_id = %s", events[0].subject_id)
    tamper("DELETE FROM records_chainhead WHERE subject_id = %s AND stream = 'event'", events[0].subject_id)
    tamper("DELETE FROM records_seal WHERE stream = 'event'", table="records_seal")
    outside.path_of("event").unlink()
    seal_all()
    assert verify().faults == []
    outside.path_of("event").write_text(kept)
    assert [(f.kind, f.seal) for f in verify().faults] == [("seal_differs_outside", 1)]


def test_erasing_salts_breaks_nothing(events: list[Event]) -> None:
    assert erase(Subject("dossier", events[0].subject_id))
    assert verify().faults == []


def test_a_late_commit_is_sealed_next_and_never_lost(officer: Actor) -> None:
    early, late = Subject("dossier", new_id()), Subject("dossier", new_id())
    # Whoever opens the first epoch is waited for; here nobody shall wait.
    record(officer, "dossier.first", Subject("dossier", new_id()))
    written, go = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record(officer, "dossier.late", late)
                written.set()
                go.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(10)
    quick = record(officer, "dossier.quick", early)
    seal()
    assert not Event.objects.filter(subject_id=str(late.id)).exists()
    go.set()
    thread.join()
    late_event = Event.objects.get(subject_id=str(late.id))
    assert late_event.txid < quick.txid
    assert late_event.id < quick.id
    seal_all()
    sealed = b"".join(bytes(s.leaves) for s in Seal.objects.filter(stream="event").order_by("number"))
    assert late_event.id.bytes in sealed
    assert quick.id.bytes in sealed
    assert sum(s.entries for s in Seal.objects.filter(stream="event")) == 3
    assert verify().faults == []


def test_a_restore_to_another_server_opens_an_epoch_and_loses_nothing(officer: Actor) -> None:
    dossier = Subject("dossier", new_id())
    record(officer, "dossier.file", dossier)
    seal_all()
    record(officer, "dossier.accept", dossier)
    # The same rows on a server that was initialised apart: its identifier differs.
    Epoch.objects.update(system_identifier="1")
    record(officer, "dossier.forward", dossier)
    assert list(Event.objects.order_by("sequence").values_list("epoch", flat=True)) == [1, 1, 2]
    seal_all()
    ranges = list(Seal.objects.filter(stream="event").order_by("number").values_list("epoch", "entries"))
    assert ranges == [(1, 1), (1, 1), (2, 1)]
    assert Seal.objects.get(stream="event", number=2).to_xid is None
    assert verify().faults == []
    assert seal_all() == 0


def test_a_database_set_back_is_noticed_by_the_file_outside(officer: Actor, tamper: Tamper) -> None:
    dossier = Subject("dossier", new_id())
    record(officer, "dossier.file", dossier)
    seal_all()
    record(officer, "dossier.accept", dossier)
    seal_all()
    # An older backup of the same server: the second event and its seal are gone, consistently.
    first = Event.objects.get(sequence=1)
    tamper("DELETE FROM records_event WHERE sequence = 2")
    tamper("UPDATE records_chainhead SET sequence = 1, hash = %s", bytes(first.hash))
    tamper("DELETE FROM records_seal WHERE number = 2", table="records_seal")
    record(officer, "dossier.forward", dossier)
    seal_all()
    assert Epoch.objects.filter(reason="restore").count() == 1
    assert [(f.kind, f.seal) for f in verify().faults] == [("seal_missing", 2)]
    assert Seal.objects.filter(stream="event").order_by("-number").first().number == 3


@pytest.mark.parametrize(
    ("most", "sizes"), [(2, [2, 2, 5, 1]), (3, [3, 1, 5, 1]), (4, [4, 5, 1]), (9, [9, 1]), (10, [10])]
)
def test_a_large_range_is_cut_between_transactions(officer: Actor, most: int, sizes: list[int]) -> None:
    for count in (1, 1, 1, 1, 5, 1):
        with transaction.atomic():
            for _ in range(count):
                record(officer, "dossier.file", Subject("dossier", new_id()))
    settled()
    assert seal(most) == len(sizes)
    seals = Seal.objects.filter(stream="event").order_by("number")
    assert list(seals.values_list("entries", flat=True)) == sizes
    assert verify().faults == []
    assert seal(most) == 0


def test_two_sealers_at_once_make_each_seal_once(officer: Actor) -> None:
    for _ in range(5):
        record(officer, "dossier.file", Subject("dossier", new_id()))

    def work() -> None:
        try:
            seal()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal_all()
    assert sum(Seal.objects.filter(stream="event").values_list("entries", flat=True)) == 5
    assert verify().faults == []


def test_the_command_prints_what_scripts_expect(
    events: list[Event], tamper: Tamper, capsys: pytest.CaptureFixture[str]
) -> None:
    args = parser().parse_args(["verify", "--json"])
    assert args.run(args) == 0
    assert json.loads(capsys.readouterr().out) == {"events": 11, "seals": 2, "faults": []}
    tamper("DELETE FROM records_event WHERE id = %s", events[0].id)
    assert args.run(args) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["kind"] == "deleted"
    assert fault["message"].startswith("Sự kiện đã bị xóa")


def test_several_processes_share_one_snapshot(events: list[Event], officer: Actor) -> None:
    """What is committed while they read is no part of what they read, and is no fault."""
    every = [Subject("dossier", new_id()) for _number in range(7)]
    for subject in every:
        record(officer, "dossier.step", subject, {"step": 1})
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with chains(["event", "look"], processes=2, run=2) as reading:
            late = threading.Thread(target=_record_later, args=(officer, every[0]))
            late.start()
            late.join()
            assert reading.found("event") == (17, [])
            assert reading.found("look") == (1, [])
    assert verify().as_json() == {"events": 19, "seals": 2, "faults": []}


def _record_later(officer: Actor, subject: Subject) -> None:
    try:
        record(officer, "dossier.step", subject, {"step": 2})
    finally:
        connection.close()


def test_runs_of_objects_cover_everything_once(events: list[Event], officer: Actor) -> None:
    for _number in range(5):
        record(officer, "petition.answer", Subject("petition", new_id()), {"step": 1})
    with transaction.atomic():
        for each in (1, 2, 3, 100):
            cut = spans("event", each)
            assert (len(cut) > 1) == (each < 100)
            found = [entry[:3] for span in cut for entry in entries("event", span)]
            assert found == [entry[:3] for entry in entries("event")]
            assert [head for span in cut for head in heads("event", span)] == list(heads("event"))


def test_an_uncommitted_log_is_read_by_its_own_transaction(events: list[Event], officer: Actor) -> None:
    with transaction.atomic():
        record(officer, "dossier.step", Subject("dossier", new_id()), {"step": 1})
        assert verified(processes=2, run=1).as_json() == {"events": 12, "seals": 2, "faults": []}
