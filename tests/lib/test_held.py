"""Answers kept for a moment."""

from __future__ import annotations

import pytest

from tinhso.lib import held as module
from tinhso.lib.held import forget_all, held, held_while


def test_kept_by_arguments_until_forgotten_or_a_minute_old(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str]] = []

    @held
    def read(number: int, *, kind: str = "a") -> str:
        asked.append((number, kind))
        return f"{number}{kind}"

    clock = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    assert [read(1), read(1), read(2), read(1, kind="b")] == ["1a", "1a", "2a", "1b"]
    assert asked == [(1, "a"), (2, "a"), (1, "b")]
    clock[0] += 59
    read(1)
    assert len(asked) == 3
    clock[0] += 2
    read(1)
    assert len(asked) == 4
    read.forget()
    read(1)
    forget_all()
    read(1)
    assert len(asked) == 6


def test_refusals_are_never_kept_and_the_store_stays_small() -> None:
    tries = []

    @held
    def read(number: int) -> int:
        tries.append(number)
        if len(tries) == 1:
            raise LookupError(number)
        return number

    with pytest.raises(LookupError):
        read(1)
    assert read(1) == 1
    few = held_while(lambda: 0, most=3)(lambda number: number)
    for number in range(20):
        assert few(number) == number
    assert 0 < len(few._kept) <= 3


def test_an_answer_of_an_older_state_is_replaced_and_not_kept_beside_the_new_one() -> None:
    newest, asked = [1], []

    @held_while(lambda: newest[0])
    def read(number: int) -> int:
        asked.append(number)
        return number + newest[0]

    assert [read(10), read(10), read(20)] == [11, 11, 21]
    newest[0] = 2
    assert [read(10), read(10)] == [12, 12]
    assert asked == [10, 20, 10]
    assert len(read._kept) == 2
