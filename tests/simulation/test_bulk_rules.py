"""The pure part of copying lives: patterns, names, serials, room on the disk."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.ids import new_id
from tinhso.simulation.rules.cousins import cousin, mask, shares, taken
from tinhso.simulation.rules.pattern import cut, finder
from tinhso.simulation.rules.room import REST, WAL, fits, needed

NAMES = ["H44.09-250630-0001", "a" * 64, "8888000000000001", "", "BL-17", "BL-171"]


def filled(text: str, values: list[str]) -> str:
    return cut(text, NAMES, finder(NAMES)).fill(values)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ""),
        ("no name", "no name"),
        ("H44.09-250630-0001", "0"),
        ('{"code": "H44.09-250630-0001"}\t\\\\x' + "a" * 64 + "\n", '{"code": "0"}\t\\\\x1\n'),
        ("H44.09-250630-00011 is another code", "H44.09-250630-00011 is another code"),
        ("BL-17 BL-171 BL-1712", "4 5 BL-1712"),
        ('"serial":8888000000000001,', '"serial":2,'),
    ],
)
def test_names_are_found_whole(text: str, told: str) -> None:
    assert filled(text, [str(number) for number in range(len(NAMES))]) == told


@given(st.lists(st.sampled_from([*NAMES, " ", "\t", "0", "x", "Đ"]), max_size=30).map("".join))
def test_a_pattern_filled_with_its_own_names_is_the_text(text: str) -> None:
    assert filled(text, NAMES) == text


def test_a_cousin_keeps_moment_and_kind_and_differs_by_plan_and_number() -> None:
    ident = new_id()
    found = [cousin(str(ident), mask(plan, number)) for plan in ("a", "b") for number in range(200)]
    assert len({*found, str(ident)}) == 401
    for text in found:
        assert str(UUID(text)) == text
        assert (UUID(text).int >> 80, UUID(text).version) == (ident.int >> 80, 7)
    assert cousin(found[0], mask("a", 0)) == str(ident)


@given(st.lists(st.sampled_from(["", "one", "two"]), min_size=1, max_size=12), st.integers(1, 60))
def test_every_book_gives_its_serials_without_gap_or_twin(books: list[str], copies: int) -> None:
    places = shares(books)
    given_out: dict[str, list[int]] = {}
    for copy in range(copies):
        turn, which = divmod(copy, len(books))
        if books[which]:
            given_out.setdefault(books[which], []).append(places[which].serial(100, turn))
    assert {book: len(serials) for book, serials in given_out.items()} == {
        book: count for book, count in taken(books, copies).items() if count
    }
    for serials in given_out.values():
        assert sorted(serials) == list(range(101, 101 + len(serials)))


@pytest.mark.parametrize(
    ("need", "free", "total", "told"),
    [(10, 20, 100, True), (10, 15, 100, True), (10, 14, 100, False), (0, 5, 100, True), (0, 4, 100, False)],
)
def test_something_is_left_free(need: int, free: int, total: int, told: bool) -> None:
    assert REST == 0.05
    assert fits(need, free, total) is told


def test_room_grows_with_the_copies() -> None:
    assert needed(10_000, 2_000) - WAL == 2 * (needed(10_000, 1_000) - WAL) > 20_000_000
