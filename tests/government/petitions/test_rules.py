"""Pure rules: the table of moves, the clocks in working days, satisfaction, masking, naming."""

from __future__ import annotations

from datetime import date, datetime, time
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.worktime.api import ZONE, DayKind, HoursPeriod, build
from tinhso.government.petitions.rules import clocks, moves
from tinhso.government.petitions.rules.masking import HIDDEN, mask, personal
from tinhso.government.petitions.rules.naming import speaks_of
from tinhso.government.petitions.rules.satisfaction import verdict

HOURS = HoursPeriod(date(2020, 1, 1), ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))))
CALENDAR = build([HOURS], {date(2026, 9, 2): DayKind.HOLIDAY})


def day(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        (clocks.refuse_by, "23/11/2026 09:00", "25/11/2026 09:00"),
        (clocks.refuse_by, "27/11/2026 16:00", "01/12/2026 16:00"),  # Friday: the week-end does not count
        (clocks.refuse_by, "01/09/2026 10:00", "04/09/2026 10:00"),  # 2 September is a holiday
        (clocks.ask_by, "23/11/2026 09:00", "30/11/2026 09:00"),
        (clocks.answer_by, "23/11/2026 09:00", "14/12/2026 09:00"),
        (clocks.answer_by, "22/11/2026 20:00", "11/12/2026 17:30"),  # Sunday evening: from Monday morning
        (clocks.publish_by, "26/11/2026 09:00", "30/11/2026 09:00"),
    ],
)
def test_clocks(rule: object, start: str, due: str) -> None:
    assert rule(CALENDAR, day(start)) == day(due)  # type: ignore[operator]


def test_the_answer_counts_from_the_last_transfer() -> None:
    sent, moved = day("23/11/2026 09:00"), day("30/11/2026 09:00")
    assert clocks.answer_by(CALENDAR, sent, moved) == clocks.answer_by(CALENDAR, moved)
    assert clocks.SOURCE == "[C]"


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (moves.RECEIVED, "25/11/2026 09:00"),
        (moves.FORWARDED, "25/11/2026 09:00"),
        (moves.RETURNED, "25/11/2026 09:00"),
        (moves.WAITING, "14/12/2026 09:00"),
        (moves.SUPPLEMENTED, "14/12/2026 09:00"),
        (moves.HANDLING, "14/12/2026 09:00"),
        (moves.ANSWERED, "03/12/2026 09:00"),
        (moves.TO_PUBLISH, "03/12/2026 09:00"),
        (moves.PUBLISHED, None),
        (moves.REFUSED, None),
    ],
)
def test_every_state_has_its_next_due(state: str, due: str | None) -> None:
    start = day("23/11/2026 09:00")
    at = clocks.Clocks(start, start, day("01/12/2026 09:00"))
    assert clocks.next_due(CALENDAR, state, at) == (day(due) if due else None)
    assert clocks.next_due(CALENDAR, state, at, private=True) is None


def test_the_table_leads_from_sending_to_every_state() -> None:
    reached, front = {""}, {""}
    while front:
        front = {m.after for m in moves.MOVES if m.before in front} - reached
        reached |= front
    assert reached - {""} == set(moves.STATES)
    assert not [m for m in moves.MOVES if m.before in moves.CLOSED]


@pytest.mark.parametrize(
    ("verb", "before", "roles", "reason", "told"),
    [
        ("take", moves.RECEIVED, {"specialist"}, "", moves.HANDLING),
        ("take", moves.ANSWERED, {"specialist"}, "", "move_not_allowed"),
        ("refuse", moves.HANDLING, {"leader"}, "x", "move_not_allowed"),
        ("refuse", moves.RECEIVED, {"specialist"}, " ", "reason_needed"),
        ("approve", moves.HANDLING, {"specialist"}, "", "role_needed"),
        ("approve", moves.HANDLING, {"leader"}, "", moves.ANSWERED),
        ("publish", moves.TO_PUBLISH, {"specialist"}, "", "role_needed"),
        ("publish", moves.ANSWERED, {"leader"}, "", "move_not_allowed"),
        ("supplement", moves.WAITING, {"specialist"}, "", "role_needed"),
        ("supplement", moves.WAITING, {moves.SENDER}, "", moves.SUPPLEMENTED),
        ("give_back", moves.RECEIVED, {"leader"}, "x", "move_not_allowed"),
    ],
)
def test_judge(verb: str, before: str, roles: set[str], reason: str, told: str) -> None:
    found = moves.judge(verb, before, roles=roles, reason=reason)
    assert (found.after if isinstance(found, moves.Move) else found.code) == told


@pytest.mark.parametrize(
    ("likes", "dislikes", "told"),
    [
        (0, 0, "none"),
        (1, 0, "satisfied"),
        (1, 1, "satisfied"),
        (1, 2, "not_satisfied"),
        (0, 1, "not_satisfied"),
    ],
)
def test_satisfaction(likes: int, dislikes: int, told: str) -> None:
    assert verdict(likes, dislikes) == told


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Gọi 0912 345 678 nhé", "Gọi […] nhé"),
        ("Số căn cước 026190000001.", "Số căn cước […]."),
        ("Thư: lan.nguyen@example.vn", "Thư: […]"),
        ("Tài khoản 1903456789012345678 ở ngân hàng", "Tài khoản […] ở ngân hàng"),
        ("Bà NGUYEN THI LAN ở xã", "Bà […] ở xã"),
        ("Ngày 23/11/2026, phí 57.000 đ", "Ngày 23/11/2026, phí 57.000 đ"),
        ("Nghị định 61/2018, điều 17", "Nghị định 61/2018, điều 17"),
    ],
)
def test_masking(text: str, hidden: str) -> None:
    assert mask(text, ["Nguyễn Thị Lan"]) == hidden


def test_a_long_word_of_a_stranger_costs_an_officer_no_seconds() -> None:
    begun = process_time()
    assert personal("a" * 20_000) == []
    assert process_time() - begun < 1


@given(st.text(max_size=60), st.from_regex(r"0[0-9]{9}", fullmatch=True), st.text(max_size=60))
def test_no_telephone_survives(before: str, phone: str, after: str) -> None:
    assert phone not in mask(f"{before} {phone} {after}")


@given(st.text(max_size=80))
def test_what_is_masked_has_nothing_left(text: str) -> None:
    names = ["Trần Văn Mẫu"]
    assert personal(mask(f"{text} Trần Văn Mẫu {text}", names), names) == []
    assert HIDDEN in mask(f"{text} Trần Văn Mẫu {text}", names)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("Ông Cán Bộ Lan nói to", "Cán bộ Lan", True),
        ("can bo lan", "Cán bộ Lan", True),
        ("Cán bộ Lanh lợi", "Cán bộ Lan", False),
        ("Lan nói to", "Lan", False),  # one word is too common to tell
        ("", "Cán bộ Lan", False),
    ],
)
def test_naming(text: str, name: str, told: bool) -> None:
    assert speaks_of([text], name) is told
