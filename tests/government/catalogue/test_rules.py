"""Stored form, comparison and plan: pure rules of the catalogue."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.government.catalogue.conftest import sound
from tinhso.government.catalogue.paths import path_told
from tinhso.government.catalogue.rules.gathering import gather
from tinhso.government.catalogue.rules.plan import Held, Plan, plan, too_many_vanish
from tinhso.government.catalogue.rules.reasons import REASONS
from tinhso.government.catalogue.rules.record import Method, Record, read_record
from tinhso.government.catalogue.rules.stored import differences, digest, from_json, to_json
from tinhso.lib.comparison import Line, compare
from tinhso.screens import catalogue


def records() -> list[Record]:
    read = [read_record(each)[0] for each in sound()]
    return [each for each in read if each is not None]


def test_a_stored_record_comes_back_the_same() -> None:
    assert len(records()) == 8
    for record in records():
        stored = json.loads(json.dumps(to_json(record)))
        assert from_json(stored) == record
        assert digest(stored) == digest(to_json(record))


def test_a_limit_keeps_its_value() -> None:
    record = Record("9.100001", "Tên", methods=(Method("DIRECT", (Decimal("1.5"), "DAY")),))
    assert to_json(record)["methods"][0]["limit"] == ["1.5", "DAY"]
    assert from_json(to_json(record)) == record


def test_what_is_silent_is_not_stored() -> None:
    assert to_json(Record("9.100001", "Tên")) == {"code": "9.100001", "name": "Tên"}
    assert from_json({"code": "9.100001", "name": "Tên"}) == Record("9.100001", "Tên")


def test_differences_tell_silence_apart() -> None:
    before, after = {"name": "A", "decision": "1"}, {"name": "A", "levels": ["commune"]}
    assert differences(before, after) == [
        {"field": "decision", "before": "1", "after": None},
        {"field": "levels", "before": None, "after": ["commune"]},
    ]
    assert differences(before, before) == []


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "line_too_long"),
        (b"\xff\xfe{}", "bad_encoding"),
        (b"{", "bad_json"),
        (b"1" * 5000, "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b"[]", "not_an_object"),
        (b'{"code": "9.100001"}', "no_name"),
        (b"null", "not_an_object"),
    ],
)
def test_a_line_that_is_no_record_is_told_with_its_number(raw: bytes | None, reason: str) -> None:
    found = gather([(7, raw)])
    assert found.records == {}
    assert [(told.line, told.unread.reason) for told in found.report] == [(7, reason)]


def test_a_field_written_twice_is_told_and_a_byte_order_mark_is_none_of_the_text() -> None:
    found = gather([(1, b'\xef\xbb\xbf{"code": "9.100001", "name": "A", "name": "B"}')])
    assert found.records["9.100001"].name == "B"
    assert [(told.unread.field, told.unread.reason) for told in found.report] == [("name", "field_twice")]


CODES = st.sampled_from([f"9.10000{n}" for n in range(6)])
HELD = st.dictionaries(CODES, st.builds(Held, st.sampled_from("ab"), st.booleans()))


@settings(max_examples=100)
@given(HELD, st.dictionaries(CODES, st.sampled_from("ab")), st.frozensets(CODES), st.booleans())
def test_every_code_has_one_fate(
    held: dict[str, Held], digests: dict[str, str], also_seen: frozenset[str], whole: bool
) -> None:
    seen = {*digests, *also_seen}
    made = plan(held, digests, seen, whole=whole)
    assert len(made.added) + len(made.changed) + made.unchanged == len(digests)
    assert set(made.added).isdisjoint(held)
    assert set(made.changed) <= set(held) & set(digests)
    assert set(made.returned) <= set(held) & set(digests)
    assert set(made.vanished).isdisjoint(seen)
    assert whole or not made.vanished
    after = {code: Held(each, False) for code, each in digests.items()}
    assert plan(after, digests, set(digests), whole=whole).empty


@pytest.mark.parametrize(
    ("held", "gone", "too_many"), [(5, 5, False), (100, 20, False), (100, 21, True), (20, 11, True)]
)
def test_how_many_may_vanish_unasked(held: int, gone: int, too_many: bool) -> None:
    living = {str(n): Held("a", False) for n in range(held)}
    dead = {f"x{n}": Held("a", True) for n in range(1000)}
    assert too_many_vanish(living | dead, Plan(vanished=[str(n) for n in range(gone)])) is too_many


def test_every_reason_is_told_in_english_too() -> None:
    path = catalogue.SOURCE / "government" / "catalogue" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    known = catalogue.read(path)
    sentences = {sentence for both in REASONS.values() for sentence in both}
    assert len(sentences) > 40
    assert sorted(sentences - set(known)) == []


REWORDED = st.lists(st.text("ab c\n", max_size=12), max_size=8).map("\n".join)


@settings(max_examples=150)
@given(REWORDED, REWORDED)
def test_a_comparison_loses_no_word(before: str, after: str) -> None:
    lines = compare(before, after)
    kept = [line for line in lines if not line.skipped]
    if len(kept) < len(lines):
        assert sum(line.skipped for line in lines) > 1
        return
    for side, text in (("gone", before), ("new", after)):
        words = "".join(part for line in kept for op, part in line.parts if op in ("same", side))
        assert "".join(words.split()) == "".join(text.split())


def test_changed_words_stand_together_and_another_sentence_is_told_whole() -> None:
    assert compare("nộp một bản sao", "nộp hai tờ sao") == [
        Line((("same", "nộp "), ("gone", "một bản"), ("new", "hai tờ"), ("same", " sao")))
    ]
    before, after = "Báo hộ kinh doanh ngừng hẳn", "Chấm dứt hộ kinh doanh trên cơ sở dữ liệu"
    assert compare(before, after) == [Line((("gone", before), ("new", after)))]


def test_a_comparison_shows_words_and_skips_what_stayed() -> None:
    old = "\n".join(["Nộp đơn", *(f"dòng {n}" for n in range(9)), "Trả kết quả trong 3 ngày"])
    new = old.replace("3 ngày", "5 ngày làm việc")
    lines = compare(old, new)
    assert [line.skipped for line in lines] == [9, 0, 0]
    assert lines[-1].parts == (
        ("same", "Trả kết quả trong "),
        ("gone", "3"),
        ("new", "5"),
        ("same", " ngày"),
        ("new", " làm việc"),
    )
    assert compare("", "Mới") == [Line((("new", "Mới"),))]
    assert compare("Cũ", "") == [Line((("gone", "Cũ"),))]
    assert compare("", "") == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", "Cả bản ghi"),
        ("decision", "Quyết định công bố"),
        ("methods[0].fee_amount", "Cách thức thực hiện, dòng 1: mức thu"),
        ("documents[2].items[4].originals", "Thành phần hồ sơ, dòng 3: giấy tờ, dòng 5: số bản chính"),
        ("metods", "metods"),
        ("...[", ""),
    ],
)
def test_a_place_in_a_record_is_told_in_words(path: str, told: str) -> None:
    assert path_told(path) == told
