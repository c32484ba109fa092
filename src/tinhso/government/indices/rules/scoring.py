"""How a component gives points: the rules that the annexes of sets use (domain reference "indices", section 3).

`ratio`  two counts, "a / b": a over b times the maximum;
`steps`  one count, "4=20; 3=15; 2=10; 1=5": the points of the highest step reached, else none;
`choice` one answer, "Người đứng đầu=1; Cấp phó=1/2; Không=0": its part of the maximum;
`parts`  conditions that hold or not, "Dự đủ họp của tỉnh; Chủ trì họp của huyện": an equal part for each;
`points` the annex tells no rule that can be reckoned: points are proposed and judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy

RATIO, STEPS, CHOICE, PARTS, POINTS = "ratio", "steps", "choice", "parts", "points"
KINDS: dict[str, Any] = {
    RATIO: gettext_lazy("Tỷ lệ a/b"),
    STEPS: gettext_lazy("Theo bậc"),
    CHOICE: gettext_lazy("Chọn một mức"),
    PARTS: gettext_lazy("Từng điều kiện"),
    POINTS: gettext_lazy("Tự chấm điểm"),
}
# Rules over counts: what a measure of the platform can stand beside.
COUNTING = (RATIO, STEPS)
_FOUR = Decimal("0.0001")
MOST_COUNT = Decimal(1_000_000_000)


class BadRule(ValueError):
    """The words of a rule cannot be read; the argument is the part that cannot."""


class BadInput(ValueError):
    """An answer that the rule cannot take; the argument is the field."""


@dataclass(frozen=True)
class Asked:
    """One field of a declaration: a count, one of several, a tick or points."""

    key: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule that was read: labels with the number that belongs to each."""

    kind: str
    parts: tuple[tuple[str, Fraction], ...] = ()

    def asks(self) -> list[Asked]:
        """What somebody who declares is asked."""
        if self.kind == RATIO:
            return [Asked(key, label, "count") for key, (label, _n) in zip("ab", self.parts, strict=True)]
        if self.kind == CHOICE:
            options = tuple((str(at), label) for at, (label, _n) in enumerate(self.parts))
            return [Asked("choice", "", "choice", options)]
        if self.kind == PARTS:
            return [Asked(f"p{at}", label, "tick") for at, (label, _n) in enumerate(self.parts)]
        return [Asked("n", "", "count")] if self.kind == STEPS else [Asked("points", "", "points")]

    def score(self, most: Decimal, inputs: Mapping[str, str]) -> Decimal:
        """The points for these answers, 0 … most, four digits. Raises BadInput."""
        return min(max(self._exact(most, inputs), Decimal(0)), most).quantize(_FOUR, ROUND_HALF_UP)

    def _exact(self, most: Decimal, inputs: Mapping[str, str]) -> Decimal:
        if self.kind == RATIO:
            above, below = _count(inputs, "a"), _count(inputs, "b")
            if above > below:
                raise BadInput("a")
            return most * above / below if below else Decimal(0)
        if self.kind == STEPS:
            count = _count(inputs, "n")
            reached = [points for label, points in self.parts if Decimal(label) <= count]
            return _decimal(max(reached, default=Fraction(0)))
        if self.kind == CHOICE:
            at = inputs.get("choice", "")
            if not (at.isascii() and at.isdigit() and int(at) < len(self.parts)):
                raise BadInput("choice")
            return most * _decimal(self.parts[int(at)][1])
        if self.kind == PARTS:
            held = sum(inputs.get(f"p{at}") == "1" for at in range(len(self.parts)))
            return most * held / len(self.parts)
        points = _count(inputs, "points")
        if points > most:
            raise BadInput("points")
        return points


def counted(kind: str, text: str, most: Decimal, share: tuple[int, int]) -> Decimal | None:
    """The points that a component's own rule gives counts of the platform: `share` is counted, of how many.

    A share takes both, steps the first; None where nothing happened (no share of nought), or the rule takes no counts.
    """
    if kind not in COUNTING or (kind == RATIO and not share[1]):
        return None
    answers = {"a": str(share[0]), "b": str(share[1]), "n": str(share[0])}
    return read(kind, text, most).score(most, answers)


def read(kind: str, text: str, most: Decimal | None = None) -> Rule:
    """A rule from the words of a sheet or a file. Raises BadRule with the part that cannot be read."""
    if kind not in KINDS:
        raise BadRule(kind)
    if kind == POINTS:
        return Rule(POINTS)
    if kind == RATIO:
        sides = [side.strip() for side in text.split(" / ")]
        if len(sides) != 2 or not all(sides):
            raise BadRule(text)
        return Rule(RATIO, tuple((side, Fraction(1)) for side in sides))
    items = [item.strip() for item in text.split(";") if item.strip()]
    if len(items) < (1 if kind == STEPS else 2):
        raise BadRule(text)
    if kind == PARTS:
        return Rule(PARTS, tuple((item, Fraction(1)) for item in items))
    parts = tuple(_pair(item) for item in items)
    top = Fraction(1) if kind == CHOICE else Fraction(most) if most is not None else None
    for label, number in parts:
        if number < 0 or (top is not None and number > top):
            raise BadRule(f"{label}={number}")
        if kind == STEPS:
            _step(label)
    return Rule(kind, parts)


def _pair(item: str) -> tuple[str, Fraction]:
    label, _sign, number = item.rpartition("=")
    try:
        return label.strip() or _bad(item), Fraction(number.strip())
    except (ValueError, ZeroDivisionError) as error:
        raise BadRule(item) from error


def _bad(item: str) -> str:
    raise BadRule(item)


def _step(label: str) -> None:
    try:
        Decimal(label)
    except InvalidOperation as error:
        raise BadRule(label) from error


def _count(inputs: Mapping[str, str], key: str) -> Decimal:
    try:
        value = Decimal(inputs.get(key, "").strip().replace(",", "."))
    except InvalidOperation as error:
        raise BadInput(key) from error
    if not value.is_finite() or not 0 <= value <= MOST_COUNT:
        raise BadInput(key)
    return value


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
