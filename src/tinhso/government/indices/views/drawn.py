"""Charts of what was published: the words and numbers that go into them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.government.indices.models import PublishedScore
from tinhso.government.indices.queries.published import Line, Profile, YearOf
from tinhso.government.indices.rules.boards import PARTS, SETS
from tinhso.lib.money import number
from tinhso.screens import charts

# Many bars say less than the table beneath them.
MOST_BARS = 12


def score(value: Decimal | int) -> str:
    """A share with its four digits, by the reader's language."""
    told = number(value, 4)
    return told.replace(",", ".") if (get_language() or "vi").startswith("en") else told


def axis(value: Decimal | int) -> str:
    """A share at an axis: one digit is enough."""
    told = number(value, 1)
    return told.replace(",", ".") if (get_language() or "vi").startswith("en") else told


def breaks(path: Sequence[YearOf]) -> list[charts.Break]:
    """Where another set counts: named above each stretch, the first included; no line crosses them."""
    found: list[charts.Break] = []
    for at, one in enumerate(path):
        if not at or one.set_key != path[at - 1].set_key:
            found.append(charts.Break(at, str(SETS.get(one.set_key, one.set_key))))
    return found


def ranks(path: Sequence[YearOf], name: str) -> charts.Chart:
    """Our rank year by year: the first on top."""
    told = [f"{one.year}: {one.own.rank}/{one.own.of}" for one in path if one.own and one.own.rank]
    most = max((one.own.of or 0 for one in path if one.own), default=63) or 63
    return charts.line(
        "hang",
        _("Thứ hạng DTI của %(name)s") % {"name": name},
        _("Thứ hạng theo năm: %(told)s. Đường nét đứt dọc là nơi đổi bộ chỉ số.") % {"told": "; ".join(told)},
        [str(one.year) for one in path],
        [charts.Series(name, [one.own.rank if one.own else None for one in path])],
        breaks=breaks(path),
        span=(1, most),
        best_first=True,
        say=lambda value: number(value, 0),
    )


def scores(path: Sequence[YearOf], name: str) -> charts.Chart:
    """Our value beside the averages; years of different sets are not joined."""
    series = [
        charts.Series(name, [_score(one.own) for one in path]),
        charts.Series(_("Trung bình cấp tỉnh"), [_score(one.average) for one in path]),
        charts.Series(_("Cả nước"), [_score(one.national) for one in path]),
    ]
    known = [one.name for one in series if any(value is not None for value in one.values)]
    return charts.line(
        "diem",
        _("Giá trị DTI theo năm"),
        _("Giá trị từ 0 đến 1 của: %(names)s. Đường nét đứt dọc là nơi đổi bộ chỉ số.")
        % {"names": ", ".join(known)},
        [str(one.year) for one in path],
        series,
        breaks=breaks(path),
        span=(0, 1),
        say=axis,
    )


def best(lines: Sequence[Line], year: int) -> charts.Chart | None:
    """The best of a year as far as values are known, and ours."""
    known = [line for line in lines if line.row.score is not None]
    shown = known[:MOST_BARS] + [line for line in known[MOST_BARS:] if line.own]
    if len(shown) < 2:
        return None
    told = "; ".join(f"{line.row.place} {score(line.row.score or 0)}" for line in shown)
    rows = [
        charts.Bar(
            f"{line.row.rank}. {line.row.place}" if line.row.rank else line.row.place,
            line.row.score,
            line.own,
        )
        for line in shown
    ]
    title = _("Giá trị DTI năm %(year)s của các tỉnh đã biết") % {"year": year}
    return charts.bars("tinh", title, told, rows, most=1, say=score)


def profile(found: Profile, name: str, year: int) -> charts.Chart:
    """Strong and weak sides beside the best province's."""
    labels = [str(PARTS[key]) for key in found.keys]
    series = [charts.Series(name, found.own), charts.Series(found.best_place, found.best)]
    told = "; ".join(
        f"{label}: {score(own or 0)} – {score(top or 0)}"
        for label, own, top in zip(labels, found.own, found.best, strict=True)
    )
    title = _("%(name)s và tỉnh dẫn đầu (%(best)s), năm %(year)s") % {
        "name": name,
        "best": found.best_place,
        "year": year,
    }
    return charts.profile("ho-so", title, told, labels, series, most=1, say=score)


def board(rows: Sequence[PublishedScore], title: str, key: str) -> charts.Chart | None:
    """An internal ranking as bars, as far as points are known."""
    known = [row for row in rows if row.score is not None]
    if len(known) < 2:
        return None
    most = max((row.most or 1000 for row in known), default=1000)
    told = "; ".join(f"{row.place} {number(row.score, 2)}" for row in known)
    shown = [charts.Bar(row.place, row.score) for row in known]
    return charts.bars(key, title, told, shown, most=most, say=lambda value: number(value, 2))


def _score(row: PublishedScore | None) -> Decimal | None:
    return row.score if row else None
