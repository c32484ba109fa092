"""The three forms on satisfaction: by officer, by agency, by index; from what dossiers left and people said."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.organisation.api import agency
from tinhso.government.ratings import api as ratings
from tinhso.government.reports.queries.counting import below
from tinhso.lib.quarters import Quarter

# Very satisfied and satisfied, of the five words a person may choose.
CONTENT = (4, 5)
OF_STAFF = ("1", "2", "3", "4", "7")
INDICES = tuple(str(number) for number in range(1, 10))

Table = tuple[list[str], list[tuple[str, str, list[str]]]]


def table(agency_id: UUID, quarter: Quarter, rows: str, scope: str) -> Table:
    """(headings, lines of key, name and cells) of one of the three forms."""
    if rows == "staff":
        return _by_staff(agency_id, quarter)
    if rows == "index":
        return _by_index(agency_id, quarter)
    return _by_agency(agency_id, quarter, scope)


def _by_staff(agency_id: UUID, quarter: Quarter) -> Table:
    heads = [_("Hồ sơ"), *(_("Chỉ số %s") % key for key in OF_STAFF), _("Tổng 1, 2, 3, 4, 7"), *_asked()]
    lines = []
    for account_id, told in ratings.by_officer(agency_id, quarter).items():
        points = {str(line.index): line.points for line in told.lines}
        own = [points.get(key) for key in OF_STAFF]
        whole = None if any(one is None for one in own) else sum(one for one in own if one is not None)
        name = person_name(account_id) if account_id else _("Chưa rõ người thụ lý")
        cells = [str(told.finished), *(_two(one) for one in own), _two(whole), *_said(told.scores)]
        lines.append((str(account_id or ""), name, cells))
    return heads, sorted(lines, key=lambda line: line[1])


def _by_agency(agency_id: UUID, quarter: Quarter, scope: str) -> Table:
    heads = [_("Hồ sơ"), *(_("Chỉ số %s") % key for key in INDICES), *_asked()]
    lines = []
    for place in below(agency_id) if scope == "below" else [agency_id]:
        told = ratings.measured(place, quarter)
        if not told.finished and place != agency_id:
            continue
        points = {str(line.index): line.points for line in told.lines}
        cells = [str(told.finished), *(_two(points.get(key)) for key in INDICES), *_said(told.scores)]
        lines.append((str(place), agency(place).name, cells))
    return heads, lines


def _by_index(agency_id: UUID, quarter: Quarter) -> Table:
    heads = [_("Điểm trung bình"), *(_("%s điểm") % point for point in ("2", "1", "0")), _("Chưa có số liệu")]
    lines = []
    for line in ratings.measured(agency_id, quarter).lines:
        told = line.spread
        spread = (told.two, told.one, told.zero, told.unknown) if told else None
        cells = [_two(line.points), *(map(str, spread) if spread else ["–"] * 4)]
        lines.append((str(line.index), ratings.index_name(line.index), cells))
    return heads, lines


def _asked() -> list[str]:
    return [_("Lượt đánh giá"), _("Hài lòng (%)")]


def _said(scores: Mapping[int, int]) -> list[str]:
    rated = sum(scores.values())
    content = sum(scores.get(score, 0) for score in CONTENT)
    return [str(rated), f"{100 * content / rated:.1f}".replace(".", ",") if rated else "–"]


def _two(points: float | None) -> str:
    return "–" if points is None else f"{points:.2f}".replace(".", ",")
