"""Importing a catalogue: dated versions, the same file twice, absences, and files that are no good."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.government.catalogue.conftest import REAL, SMALL, sound
from tinhso.foundation.records.models import Event
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue import reader
from tinhso.government.catalogue.actions.import_file import LOCK, Imported, import_file
from tinhso.government.catalogue.models import (
    CatalogueChange,
    CatalogueEntry,
    CatalogueImport,
    CatalogueUnread,
)
from tinhso.government.catalogue.paging import page
from tinhso.government.catalogue.rules.stored import from_json
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, Conflict, Forbidden, Refused

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")
FIRST, LATER = date(2026, 7, 1), date(2026, 8, 1)
Write = Callable[..., Path]


def bring(path: Path, on: date = FIRST, **options: Any) -> Imported:
    return import_file(SYSTEM, path, on=on, **options)


def untouched() -> list[Any]:
    """Everything that is stored, down to the row's place on disk: any write at all changes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, ctid::text, xmin::text FROM catalogue_catalogueentry ORDER BY id")
        rows = cursor.fetchall()
    return [rows, CatalogueImport.objects.count(), CatalogueChange.objects.count(), Event.objects.count()]


def test_the_small_file_comes_in_and_every_oddity_is_told() -> None:
    row = bring(SMALL).row
    assert (row.records, row.added, row.left_out, row.absences) == (8, 8, 6, "nameless")
    assert set(CatalogueEntry.objects.values_list("code", flat=True)) == {each["code"] for each in sound()}
    told = Counter(row.report.values_list("reason", flat=True))
    assert told == Counter(
        {
            "no_unit": 2,
            "fee_too_small": 1,
            "unknown_channel": 1,
            "count_glued": 1,
            "methods_unparsed": 1,
            "law_glued": 1,
            "unknown_level": 1,
            "unknown_unit": 1,
            "unknown_field": 1,
            "too_long": 1,
            "bad_limit": 1,
            "unknown_fee_kind": 1,
            "bad_json": 1,
            "same_code": 1,
            "repeated": 1,
            "bad_code": 1,
            "not_an_object": 1,
        }
    )
    assert row.unread == sum(told.values())
    lost = row.report.get(reason="unknown_channel")
    assert (lost.line, lost.code, lost.field, lost.value) == (3, "9.100003", "methods[2].channel", "FAX")
    assert row.report.get(reason="bad_json").line == 10
    decomposed = CatalogueEntry.objects.get(code="9.100006")
    assert decomposed.title == "Đổi tên hội quán"
    assert decomposed.title_folded == "9.100006 doi ten hoi quan"
    assert decomposed.levels == ["province"]
    entry = CatalogueEntry.objects.get(code="9.100004")
    assert from_json(entry.record).subjects[0] == "Cán bộ, công chức, viên chức"
    event = Event.objects.get(verb="catalogue.imported")
    assert event.facts["added"] == 8


def test_the_same_file_again_touches_no_row_packed_or_decomposed(tmp_path: Path, write: Write) -> None:
    text = "\n".join(json.dumps(each, ensure_ascii=False) for each in sound()).encode()
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_bytes(text)
    packed.write_bytes(gzip.compress(text))
    first = bring(plain)
    before = untouched()
    again = bring(packed, LATER)
    assert (again.again, again.row.id) == (True, first.row.id)
    assert untouched() == before
    entries = before[0]
    nfd = write([unicodedata.normalize("NFD", json.dumps(each, ensure_ascii=False)) for each in sound()])
    other = bring(nfd, LATER)
    assert (other.again, other.row.unchanged, other.row.changed, other.row.added) == (False, 8, 0, 0)
    assert untouched()[0] == entries


def test_a_changed_record_closes_its_version_the_day_before(write: Write) -> None:
    bring(write(sound()))
    records = sound()
    records[0]["decision"], records[0]["related"] = "02/QĐ-BTN", "9.100002"
    row = bring(write(records), LATER).row
    assert (row.added, row.changed, row.unchanged, row.vanished) == (0, 1, 7, 0)
    old, new = CatalogueEntry.objects.filter(code="9.100001").order_by("valid_from")
    assert (old.valid_from, old.valid_to) == (FIRST, date(2026, 7, 31))
    assert (new.valid_from, new.valid_to) == (LATER, None)
    change = row.changes.get()
    assert (change.kind, change.code) == ("changed", "9.100001")
    assert change.fields == [
        {"field": "decision", "before": "01/QĐ-BTN", "after": "02/QĐ-BTN"},
        {"field": "related", "before": None, "after": "9.100002"},
    ]
    event = Event.objects.get(verb="catalogue.imported", subject_id=str(row.id))
    assert event.facts["changed_codes"] == ["9.100001"]


def test_a_second_import_of_one_day_corrects_that_days_version(write: Write) -> None:
    bring(write(sound()))
    records = sound()
    records[0]["name"] = "Xác nhận việc nuôi ong"
    row = bring(write(records)).row
    entry = CatalogueEntry.objects.get(code="9.100001")
    assert (entry.valid_from, entry.valid_to, entry.title) == (FIRST, None, "Xác nhận việc nuôi ong")
    assert entry.brought_by_id == row.id
    assert row.changes.get().fields[0]["before"] == "Xác nhận việc nuôi ong trong khu dân cư"


def test_what_a_whole_file_no_longer_holds_is_marked_and_may_come_back(write: Write) -> None:
    bring(write(sound()))
    row = bring(write(sound()[1:]), LATER).row
    assert (row.vanished, row.absences) == (1, "")
    gone = CatalogueEntry.objects.get(code="9.100001")
    assert (gone.vanished_on, gone.valid_to) == (LATER, None)
    assert row.changes.get().kind == "vanished"
    assert bring(write(sound()[1:], "lai.jsonl"), LATER).again is True
    back = bring(write(sound()), LATER).row
    assert (back.returned, back.unchanged, back.vanished) == (1, 8, 0)
    gone.refresh_from_db()
    assert gone.vanished_on is None


def test_a_part_or_a_line_without_a_code_marks_nobody(write: Write) -> None:
    bring(write(sound()))
    assert bring(write(sound()[1:]), part=True).row.absences == "part"
    assert bring(write([*sound()[1:], "{hỏng"])).row.absences == "nameless"
    unread = sound()
    unread[0]["name"] = ""
    assert bring(write(unread)).row.vanished == 0
    assert not CatalogueEntry.objects.exclude(vanished_on=None).exists()


def test_a_file_that_lacks_too_much_asks_first(write: Write) -> None:
    crowd = [sound()[0] | {"code": f"9.2000{n:02d}"} for n in range(40)]
    bring(write(crowd))
    before = untouched()
    with pytest.raises(Conflict) as refused:
        bring(write(crowd[:20]), LATER)
    assert refused.value.code == "catalogue_too_many_vanish"
    assert "--part" in str(refused.value)
    assert untouched()[0] == before[0]
    assert bring(write(crowd[:20]), LATER, whole=True).row.vanished == 20


def test_two_contents_of_one_code_leave_what_is_held(write: Write) -> None:
    bring(write(sound()))
    one, other = sound()[0] | {"field": "A"}, sound()[0] | {"field": "B"}
    row = bring(write([one, *sound()[1:], other]), LATER).row
    assert (row.changed, row.vanished, row.records) == (0, 0, 7)
    told = row.report.get(reason="same_code")
    assert (told.code, told.line, told.value) == ("9.100001", 9, "1")
    assert CatalogueEntry.objects.get(code="9.100001").field == "Thử nghiệm"


def bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    line = json.dumps(sound()[0], ensure_ascii=False)
    cut = gzip.compress(line.encode() * 50)[:-20]
    made = {
        "empty": (b"", "catalogue_nothing_read"),
        "blank": (b"\n\n  \n", "catalogue_nothing_read"),
        "utf-16": (line.encode("utf-16"), "catalogue_nothing_read"),
        "windows-1258": (
            unicodedata.normalize("NFD", "Đơn ông").encode("cp1258", "ignore"),
            "catalogue_nothing_read",
        ),
        "one list": (f"[{line}]".encode(), "catalogue_nothing_read"),
        "deep": (b"[" * 100_000, "catalogue_nothing_read"),
        "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "catalogue_nothing_read"),
        "cut gzip": (cut, "catalogue_bad_gzip"),
        "no gzip": (b"\x1f\x8b" + b"x" * 100, "catalogue_bad_gzip"),
    }
    found = {}
    for name, (data, code) in made.items():
        path = folder / name
        path.write_bytes(data)
        found[name] = (path, code)
    found["nothing there"] = (folder / "khong-co.jsonl", "catalogue_no_file")
    found["a folder"] = (folder, "catalogue_no_file")
    return found


def test_bad_files_are_refused_whole(tmp_path: Path) -> None:
    files = bad_files(tmp_path)
    assert len(files) == 11
    for name, (path, code) in files.items():
        with pytest.raises(Refused) as refused:
            bring(path)
        assert refused.value.code == code, name
        assert refused.value.way_out, name
    assert not CatalogueImport.objects.exists()
    assert not CatalogueEntry.objects.exists()


def test_a_bomb_is_stopped_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader.MOST_BYTES < 100_000_000 + 2_000_000
    monkeypatch.setattr(reader, "MOST_BYTES", 100_000)
    line = json.dumps(sound()[0], ensure_ascii=False).encode() + b"\n"
    for name, data in {
        "plain": line * 100,
        "bomb": gzip.compress(line * 100),
        "one line": b"x" * 150_000,
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(Refused) as refused:
            bring(path)
        assert refused.value.code == "catalogue_too_large"


def test_a_line_that_is_too_long_is_left_out_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    monkeypatch.setattr(reader, "LONGEST_LINE", 4000)
    long = sound()[1] | {"steps": "dài " * 4000}
    row = bring(write([sound()[0], long, *sound()[2:]])).row
    assert row.records == 7
    told = row.report.get(reason="line_too_long")
    assert told.line == 2


def test_days_that_do_not_fit_are_refused(write: Write) -> None:
    bring(write(sound()), LATER)
    changed = write([each | {"field": "Khác"} for each in sound()])
    with pytest.raises(Conflict) as refused:
        bring(changed, FIRST)
    assert refused.value.code == "catalogue_day_before_last"
    with pytest.raises(Refused):
        bring(changed, date(2999, 1, 1))
    assert not CatalogueEntry.objects.filter(field="Khác").exists()
    assert bring(changed, today()).row.day == today()


def test_only_the_systems_administrator_imports(write: Write) -> None:
    officer = Actor("officer", account_id=uuid4(), roles=frozenset({"unit_admin", "leader"}))
    with pytest.raises(Forbidden):
        import_file(officer, write(sound()))
    assert not CatalogueImport.objects.exists()
    admin = Actor("officer", account_id=uuid4(), roles=frozenset({"system_admin"}))
    assert import_file(admin, write(sound())).row.made_by == admin.account_id


@pytest.mark.django_db(transaction=True)
def test_two_imports_never_run_at_once(write: Write) -> None:
    other = connection.copy()
    try:
        with transaction.atomic(), connection.cursor():
            other.ensure_connection()
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            with pytest.raises(Busy):
                bring(write(sound()))
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    finally:
        other.close()
    assert bring(write(sound())).row.added == 8


def test_nothing_stays_when_the_last_write_fails(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(write(sound()))
    before = untouched()
    too_long = [each | {"issuer": "Khác", "metods": []} for each in sound()]

    def stop(*args: Any, **kwargs: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("tinhso.government.catalogue.actions._writing.write_report", stop)
    with pytest.raises(OSError, match="no space"):
        bring(write(too_long), LATER)
    assert untouched() == before


@pytest.mark.skipif(not REAL.is_file(), reason="the published catalogue is not here")
@pytest.mark.slow
def test_the_published_catalogue_comes_in_whole() -> None:
    row = bring(REAL).row
    assert (row.records, row.added, row.left_out) == (2642, 2642, 0)
    counted = {
        level: CatalogueEntry.objects.filter(levels__contains=[level]).count()
        for level in ("ministry", "province", "commune", "other")
    }
    assert counted == {"ministry": 1413, "province": 1251, "commune": 588, "other": 51}
    assert CatalogueEntry.objects.order_by().values("field").distinct().count() == 140
    told = Counter(row.report.values_list("reason", flat=True))
    assert told["methods_unparsed"] == 15
    assert told["no_unit"] + told["bad_limit"] == 861
    assert not {"unknown_field", "not_text", "unknown_channel", "unknown_unit"} & set(told)
    assert CatalogueUnread.objects.count() == row.unread


def test_imports_are_paged_by_their_moment(write: Write) -> None:
    for number in range(3):
        bring(write([each | {"decision": str(number)} for each in sound()]))
    days: list[Any] = []
    after = ""
    while after or not days:
        found = page(CatalogueImport.objects.all(), ("made_at", "id"), after, 1, back=True)
        days += [row.id for row in found.rows]
        after = found.next
    assert days == list(CatalogueImport.objects.values_list("id", flat=True))
    assert len(days) == 3
    strange = page(CatalogueImport.objects.all(), ("day", "id"), after, 1)
    assert (
        page(CatalogueImport.objects.all(), ("made_at", "id"), strange.next, 2, back=True).rows[0].id
        == days[0]
    )
