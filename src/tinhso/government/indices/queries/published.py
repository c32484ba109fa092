"""What was published, as pages show it: one query for each question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.foundation.organisation.api import header
from tinhso.government.indices.models import PublishedFigure, PublishedScore
from tinhso.government.indices.rules import dti
from tinhso.government.indices.rules.boards import DTI, MAIN, PILLARS, RULES

TITLES = ("Tỉnh ", "Thành phố ")
GROUPS = ("departments", "districts", "communes")


@dataclass(frozen=True)
class YearOf:
    """One year of the province's path: its own line, the averages; any may be missing."""

    year: int
    set_key: str
    own: PublishedScore | None
    average: PublishedScore | None
    national: PublishedScore | None


@dataclass(frozen=True)
class Line:
    """One line of a ranking with what the set's rule gives from the published parts."""

    row: PublishedScore
    own: bool
    compared: dti.Compared | None


@dataclass(frozen=True)
class Profile:
    """The parts of which both sides are known: keys, ours, the best's."""

    keys: Sequence[str]
    own: Sequence[Decimal | None]
    best: Sequence[Decimal | None]
    best_place: str
    average: Sequence[Decimal | None]


def own_place(year: int) -> str:
    """What rankings of a year call this province: its name on the last day of the year, without the title."""
    name = header(date(year, 12, 31)).name
    return next((name[len(title) :] for title in TITLES if name.startswith(title)), name)


def path() -> list[YearOf]:
    """Year by year, the oldest first: our own line and the averages. One query besides the province's names."""
    years: dict[int, list[PublishedScore]] = {}
    for row in PublishedScore.objects.filter(board=DTI):
        years.setdefault(row.year, []).append(row)
    found = []
    for year, rows in sorted(years.items()):
        own = own_place(year)
        kinds = {row.kind: row for row in rows if row.kind != "province"}
        mine = next((row for row in rows if row.kind == "province" and row.place == own), None)
        found.append(YearOf(year, rows[0].set_key, mine, kinds.get("average"), kinds.get("national")))
    return found


def ranking(year: int) -> list[Line]:
    """All provinces known for a year, best first; those without a rank last."""
    rows = PublishedScore.objects.filter(board=DTI, year=year, kind="province")
    own = own_place(year)
    found = [Line(row, row.place == own, compared(row)) for row in rows]
    return sorted(found, key=lambda line: (line.row.rank is None, line.row.rank or 0, line.row.line))


def averages(year: int) -> list[PublishedScore]:
    """The averages told for a year."""
    return list(PublishedScore.objects.filter(board=DTI, year=year).exclude(kind="province"))


def compared(row: PublishedScore) -> dti.Compared | None:
    """The published value beside the reckoned one, where every part of it was published."""
    rule = RULES.get(row.set_key)
    if rule is None or row.score is None:
        return None
    exact = dti.reckon(rule, values(row))
    return dti.compared(row.score, exact) if exact is not None else None


def values(row: PublishedScore) -> dict[str, Decimal]:
    """The published parts as numbers."""
    return {key: Decimal(value) for key, value in row.parts.items()}


def profile(lines: Iterable[Line], means: Iterable[PublishedScore]) -> Profile | None:
    """Ours against the best's, by main index where both are known, else by pillar; None where neither is."""
    known = list(lines)
    own = next((values(line.row) for line in known if line.own), {})
    best = next(((line.row.place, values(line.row)) for line in known if line.row.rank == 1), ("", {}))
    mean = next((values(row) for row in means if row.kind == "average"), {})
    for parts in (MAIN, PILLARS):
        keys = [key for key in parts if key in own and key in best[1]]
        if keys:
            return Profile(
                keys,
                [own.get(key) for key in keys],
                [best[1].get(key) for key in keys],
                best[0],
                [mean.get(key) for key in keys],
            )
    return None


def years() -> list[int]:
    """Years of which anything is known, the newest first."""
    found = PublishedScore.objects.filter(board=DTI).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def boards() -> list[tuple[PublishedScore, list[PublishedScore]]]:
    """Internal rankings, the newest first: one of their lines, which says what it is, and all of them."""
    found: dict[tuple[int, str, str], list[PublishedScore]] = {}
    for row in PublishedScore.objects.exclude(board=DTI):
        found.setdefault((-row.year, row.region, row.board), []).append(row)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1], GROUPS.index(item[0][2])))
    return [(rows[0], rows) for _key, rows in ordered]


def figures() -> list[PublishedFigure]:
    """What was told at the time, in the order of the file."""
    return list(PublishedFigure.objects.all())
