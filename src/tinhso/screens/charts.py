"""Charts drawn by the server as SVG: a line with breaks, bars, a profile. Each is shown with its table beneath.

A chart is drawn twice, for a telephone and for a wide page, and the stylesheet shows one of them: letters keep their
size. It carries no style of its own (content policy), no colour says anything that shape or words do not say, and
axes of bars begin at zero. Draw one with `charts.figure` of `screens/macros/charts.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from markupsafe import Markup

Value = Decimal | int | None
Say = Callable[[Decimal | int], str]
# The width of each drawing in its own units, which are pixels where it is shown.
NARROW, WIDE = 340, 700
MOST_SERIES = 3
# A letter's width at the size of ticks, on the generous side.
LETTER = 8
_MARKS = ("circle", "square", "diamond")


@dataclass(frozen=True)
class Series:
    """One line or one set of marks; `values` stand under the labels of the chart, None where nothing is known."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True)
class Break:
    """Before the label at this place another way of counting begins: no line crosses it."""

    before: int
    words: str


@dataclass(frozen=True)
class Bar:
    """One bar; `own` is the one the page is about."""

    label: str
    value: Value
    own: bool = False


@dataclass(frozen=True)
class Chart:
    """Both drawings; `alt` says in a sentence what can be seen."""

    title: str
    alt: str
    narrow: Markup
    wide: Markup


def line(
    key: str,
    title: str,
    alt: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    breaks: Sequence[Break] = (),
    span: tuple[Value, Value] = (0, None),
    best_first: bool = False,
    say: Say = str,
) -> Chart:
    """Lines over labels (years). `span`: where the axis begins and ends; None: a round number that fits.

    `best_first` puts the smallest value on top, as of ranks. Raises ValueError for more series than shapes.
    """
    _check(series, len(labels))
    ends = _span(span, [value for one in series for value in one.values])
    drawn = _Line(labels, series, breaks, ends, best_first, say)
    return _both(key, title, alt, drawn.draw)


def bars(key: str, title: str, alt: str, rows: Sequence[Bar], *, most: Value = None, say: Say = str) -> Chart:
    """Bars from zero, one beneath another, in the order given; a bar without a value says so by a dash."""
    _low, high = _span((0, most), [row.value for row in rows])

    def draw(width: int) -> tuple[int, list[Markup]]:
        grid = _Rows(width, high)
        parts: list[Markup] = []
        for at, row in enumerate(rows):
            top = grid.top(at)
            parts.append(grid.label(row.label, top, own=row.own))
            words = "–" if row.value is None else say(row.value)
            end = grid.across(row.value or 0)
            own = "ts-chart__bar--own" if row.own else ""
            parts.append(
                Markup('<rect class="ts-chart__bar {}" x="{}" y="{}" width="{}" height="16"/>').format(
                    own, grid.left, grid.middle(top) - 8, max(end - grid.left, 1)
                )
            )
            parts.append(_text(words, end + 6, grid.middle(top) + 5, "value"))
        return grid.top(len(rows)) + 4, parts

    return _both(key, title, alt, draw)


def profile(
    key: str,
    title: str,
    alt: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    most: Value = 1,
    say: Say = str,
) -> Chart:
    """Marks of up to three series on one scale for each label, so that strong and weak sides stand out."""
    _check(series, len(labels))
    _low, high = _span((0, most), [value for one in series for value in one.values])

    def draw(width: int) -> tuple[int, list[Markup]]:
        key_height, parts = _legend(series, width)
        grid = _Rows(width, high, key_height)
        for at, label in enumerate(labels):
            top, middle = grid.top(at), grid.middle(grid.top(at))
            parts.append(grid.label(label, top))
            parts.append(_line(grid.left, middle, grid.right, middle, "track"))
            known = [(nr, one.values[at]) for nr, one in enumerate(series) if one.values[at] is not None]
            places = [(nr, grid.across(value)) for nr, value in known if value is not None]
            if len(places) > 1:
                ends = [x for _nr, x in places]
                parts.append(_line(min(ends), middle, max(ends), middle, "gap"))
            parts += [_mark(nr, x, middle) for nr, x in places]
            told = " · ".join("–" if one.values[at] is None else say(one.values[at]) for one in series)  # type: ignore[arg-type]
            parts.append(_text(told, grid.right + 8, middle + 5, "value"))
        return grid.top(len(labels)) + 4, parts

    return _both(key, title, alt, draw)


@dataclass(frozen=True)
class _Rows:
    """Where the rows of bars and profiles lie: beside their labels on a wide page, beneath them on a telephone."""

    width: int
    high: Decimal
    above: int = 0

    @property
    def wide(self) -> bool:
        return self.width >= WIDE

    @property
    def left(self) -> int:
        return 220 if self.wide else 2

    @property
    def right(self) -> int:
        return self.width - (130 if self.wide else 108)

    def top(self, at: int) -> int:
        return self.above + at * (30 if self.wide else 46)

    def middle(self, top: int) -> int:
        return top + (15 if self.wide else 32)

    def across(self, value: Decimal | int) -> int:
        share = min(max(Decimal(value) / self.high, Decimal(0)), Decimal(1))
        return self.left + round(share * (self.right - self.left))

    def label(self, words: str, top: int, own: bool = False) -> Markup:
        kind = "label ts-chart__label--own" if own else "label"
        if self.wide:
            return _text(_short(words, 30), self.left - 10, self.middle(top) + 5, kind, "end")
        return _text(_short(words, 44), 2, top + 16, kind)


@dataclass(frozen=True)
class _Line:
    labels: Sequence[str]
    series: Sequence[Series]
    breaks: Sequence[Break]
    ends: tuple[Decimal, Decimal]
    best_first: bool
    say: Say

    def draw(self, width: int) -> tuple[int, list[Markup]]:
        key_height, parts = _legend(self.series, width) if len(self.series) > 1 else (0, [])
        top = key_height + (44 if self.breaks else 18)
        height, left, right = top + 220, 52, width - 28
        step = (right - left - 40) / max(len(self.labels) - 1, 1)

        def across(at: float) -> int:
            return round(left + 20 + at * step)

        def down(value: Decimal | int) -> int:
            low, high = self.ends
            share = (Decimal(value) - low) / (high - low)
            return round(top + 10 + (share if self.best_first else 1 - share) * 170)

        for tick in _ticks(self.ends, self.best_first):
            parts.append(_line(left, down(tick), right, down(tick), "grid"))
            parts.append(_text(self.say(tick), left - 8, down(tick) + 5, "tick", "end"))
        parts += [
            _text(self.labels[at], across(at), height - 10, "tick", "middle")
            for at in _apart(self.labels, [across(at) for at in range(len(self.labels))])
        ]
        for one in self.breaks:
            if one.before:  # before the first label nothing changes: its name alone is told
                x = across(one.before - 0.5)
                parts.append(_line(x, top - 6, x, height - 28, "break"))
        parts += self._names(across, key_height + 16, width)
        for nr, series in enumerate(self.series):
            parts += self._one(nr, series, across, down)
        return height, parts

    def _names(self, across: Callable[[float], int], y: int, width: int) -> list[Markup]:
        """What is counted in each stretch, above it; none runs over the edge of the drawing."""
        starts = [one.before for one in self.breaks]
        ends = [*starts[1:], len(self.labels)] if starts else []
        return [
            _within(one.words, across((one.before + end - 1) / 2), y + (18 if nr % 2 else 0), width)
            for nr, (one, end) in enumerate(zip(self.breaks, ends, strict=True))
        ]

    def _one(
        self, nr: int, series: Series, across: Callable[[float], int], down: Callable[[Decimal | int], int]
    ) -> list[Markup]:
        parts: list[Markup] = []
        for run in _runs(series.values, [one.before for one in self.breaks]):
            places = " ".join(f"{across(at)},{down(value)}" for at, value in run)
            if len(run) > 1:
                parts.append(
                    Markup('<polyline class="ts-chart__line ts-chart__line--{}" points="{}"/>').format(
                        nr, places
                    )
                )
            for at, value in run:
                parts.append(_mark(nr, across(at), down(value)))
                if len(self.series) == 1:
                    parts.append(_text(self.say(value), across(at), down(value) - 12, "value", "middle"))
        return parts


def _apart(labels: Sequence[str], middles: Sequence[int]) -> list[int]:
    """Which labels are written: the last, and before it those that touch none that is written."""
    kept: list[int] = []
    for at in reversed(range(len(labels))):
        room = (len(labels[at]) + len(labels[kept[-1]]) + 2) * LETTER / 2 if kept else 0
        if labels[at] and (not kept or middles[kept[-1]] - middles[at] >= room):
            kept.append(at)
    return kept[::-1]


def _runs(values: Sequence[Value], breaks: Iterable[int]) -> list[list[tuple[int, Decimal | int]]]:
    """Stretches of known values that may be joined: neither over a gap nor over a break."""
    cuts, found = set(breaks), []
    run: list[tuple[int, Decimal | int]] = []
    for at, value in enumerate(values):
        if (value is None or at in cuts) and run:
            found.append(run)
            run = []
        if value is not None:
            run.append((at, value))
    return [*found, run] if run else found


def _span(wanted: tuple[Value, Value], values: Sequence[Value]) -> tuple[Decimal, Decimal]:
    low = Decimal(wanted[0] or 0)
    high = wanted[1]
    if high is None:
        high = _round_up(max((Decimal(value) for value in values if value is not None), default=Decimal(1)))
    return low, Decimal(high) if Decimal(high) > low else low + 1


def _round_up(value: Decimal) -> Decimal:
    """The next round number: one, two or five with noughts."""
    if value <= 0:
        return Decimal(1)
    unit = Decimal(10) ** floor(log10(value))
    return next((unit * step for step in (1, 2, 5) if unit * step >= value), unit * 10)


def _ticks(ends: tuple[Decimal, Decimal], best_first: bool) -> list[Decimal]:
    low, high = ends
    step = _round_up((high - low) / 5)
    first = ceil(low / step) * step
    found = [first + step * at for at in range(int((high - first) / step) + 1)]
    if best_first and low not in found:
        found = [low, *(one for one in found if one - low > step / 2)]
    return [Decimal(one) for one in found]


def _check(series: Sequence[Series], length: int) -> None:
    if not 0 < len(series) <= MOST_SERIES:
        raise ValueError("series")
    if any(len(one.values) != length for one in series):
        raise ValueError("values")


def _both(key: str, title: str, alt: str, draw: Callable[[int], tuple[int, list[Markup]]]) -> Chart:
    return Chart(title, alt, *(_svg(key, title, alt, width, *draw(width)) for width in (NARROW, WIDE)))


def _svg(key: str, title: str, alt: str, width: int, height: int, parts: Iterable[Markup]) -> Markup:
    kind = "wide" if width == WIDE else "narrow"
    facts: Mapping[str, object] = {"kind": kind, "w": width, "h": height, "key": f"{key}-{kind}"}
    return Markup(
        '<svg class="ts-chart ts-chart--{kind}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{title}</title><desc id="{key}-d">{alt}</desc>'
        "{parts}</svg>"
    ).format(**facts, title=title, alt=alt, parts=Markup("").join(parts))


def _legend(series: Sequence[Series], width: int) -> tuple[int, list[Markup]]:
    """Names of the series with their marks, one beneath another where the page is narrow."""
    parts, x, y = [], 8, 12
    for nr, one in enumerate(series):
        parts += [_mark(nr, x, y), _text(_short(one.name, 36), x + 14, y + 5, "label")]
        if width < WIDE:
            y += 22
        else:
            x += 40 + 9 * len(_short(one.name, 36))
    return (y if width < WIDE else y + 22), parts


def _mark(nr: int, x: int, y: int) -> Markup:
    kind = _MARKS[nr]
    if kind == "circle":
        return Markup('<circle class="ts-chart__mark ts-chart__mark--0" cx="{}" cy="{}" r="5"/>').format(x, y)
    if kind == "square":
        return Markup(
            '<rect class="ts-chart__mark ts-chart__mark--1" x="{}" y="{}" width="10" height="10"/>'
        ).format(x - 5, y - 5)
    return Markup('<path class="ts-chart__mark ts-chart__mark--2" d="M{} {}l6 6-6 6-6-6z"/>').format(x, y - 6)


def _line(x1: int, y1: int, x2: int, y2: int, kind: str) -> Markup:
    return Markup('<line class="ts-chart__{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, x1, y1, x2, y2)


def _within(words: str, x: int, y: int, width: int) -> Markup:
    """A text around its place, or against the edge it would run over."""
    half = len(words) * LETTER / 2
    if x - half < 0:
        return _text(words, 0, y, "tick")
    if x + half > width:
        return _text(words, width, y, "tick", "end")
    return _text(words, x, y, "tick", "middle")


def _text(words: str, x: int, y: int, kind: str, anchor: str = "start") -> Markup:
    return Markup('<text class="ts-chart__{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, x, y, anchor, words
    )


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
