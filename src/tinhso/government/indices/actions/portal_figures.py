"""Figures that the national portal showed: typed one by one, or a sheet whose bad rows are refused one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency_by_slug
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.indices.models import PortalFigure
from tinhso.government.indices.queries import quality
from tinhso.government.indices.queries.portal import latest
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_date
from tinhso.lib.errors import Forbidden, NotFound, Refused
from tinhso.lib.text import clean, fold

WRITER = "monitor"
# How sheets head these columns, folded; the first is what our own template writes.
HEADS: Mapping[str, tuple[str, ...]] = {
    "agency": ("co_quan", "co quan", "ma co quan"),
    "code": ("ma", "ma chi so", "thanh phan"),
    "counted": ("tu_so", "tu so", "duoc tinh"),
    "among": ("mau_so", "mau so", "tong so"),
    "points": ("diem",),
    "seen_on": ("ngay_xem", "ngay xem", "ngay"),
}


@dataclass(frozen=True)
class Bad:
    """A row that was not taken: its number in the sheet (the heads are row 1), what is wrong, the way out."""

    row: int
    message: str
    way_out: str


@dataclass(frozen=True)
class Typed:
    """One figure in its parts; `agency_id` None: the province."""

    agency_id: UUID | None
    code: str
    counted: int | None
    among: int | None
    points: Decimal | None
    seen_on: date


def read(
    table: Sequence[Sequence[str]], found: MeasuredSet, period: periods.Period
) -> tuple[list[Typed], list[Bad]]:
    """The rows of a sheet that can be taken, and each that cannot with its reason."""
    if not table:
        return [], [Bad(1, _("Tệp không có dòng nào."), _("Dùng mẫu ở trang này."))]
    heads = [fold(cell).strip() for cell in table[0]]
    places = {
        key: next((heads.index(one) for one in names if one in heads), None) for key, names in HEADS.items()
    }
    if places["code"] is None or places["seen_on"] is None:
        return [], [Bad(1, _("Thiếu cột “ma” hoặc “ngay_xem”."), _("Dùng mẫu ở trang này."))]
    good: list[Typed] = []
    bad: list[Bad] = []
    taken: set[tuple[UUID | None, str]] = set()
    for nr, cells in enumerate(table[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        told = {
            key: clean(cells[at])[:200] if at is not None and at < len(cells) else ""
            for key, at in places.items()
        }
        try:
            one = typed(told, found, period)
            if (one.agency_id, one.code) in taken:
                raise Refused(
                    "row_twice", _("Cơ quan và thành phần này đã có ở dòng trên."), way_out=_("Bỏ một dòng.")
                )
        except Refused as refused:
            bad.append(Bad(nr, refused.message, refused.way_out or ""))
        else:
            taken.add((one.agency_id, one.code))
            good.append(one)
    return good, bad


def typed(told: Mapping[str, str], found: MeasuredSet, period: periods.Period) -> Typed:
    """One figure as it was typed. Raises Refused with the field, what is wrong and the way out."""
    agency_id = None
    if told.get("agency"):
        try:
            agency_id = agency_by_slug(told["agency"]).id
        except NotFound:
            raise Refused("agency_unknown", _("Không có cơ quan “%s”.") % told["agency"], field="agency",
                          way_out=_("Ghi tên tắt của cơ quan như trong địa chỉ trang; để trống là cả tỉnh.")) from None  # fmt: skip
    code = told.get("code", "")
    if found.component(code) is None:
        raise Refused("component_unknown", _("Không có thành phần “%s”.") % code, field="code",
                      way_out=_("Ghi mã như 2.1."))  # fmt: skip
    counted, among = _whole(told, "counted"), _whole(told, "among")
    points = _points(told)
    if (counted is None) != (among is None):
        raise Refused(
            "half_share",
            _("Cần cả tử số và mẫu số."),
            field="among",
            way_out=_("Ghi cả hai, hoặc chỉ ghi điểm."),
        )
    if counted is None and points is None:
        raise Refused("nothing_told", _("Chưa có tử số, mẫu số, cũng chưa có điểm."), field="counted",
                      way_out=_("Ghi số mà Cổng đang hiện."))  # fmt: skip
    if counted is not None and among is not None and counted > among:
        raise Refused(
            "share_above", _("Tử số lớn hơn mẫu số."), field="counted", way_out=_("Xem lại trên Cổng.")
        )
    component = found.component(code)
    if points is not None and component is not None and points > component.points:
        raise Refused(
            "points_above", _("Điểm lớn hơn điểm tối đa."), field="points", way_out=_("Xem lại trên Cổng.")
        )
    return Typed(agency_id, code, counted, among, points, _seen(told, period))


@act("quality.portal_figures")
def enter(actor: Actor, set_key: str, period_key: str, rows: Sequence[Typed], *, source: str) -> int:
    """Keep what the portal showed; how many were new. What is the same as before is not written again."""
    if actor.kind != "officer" or actor.account_id is None or not actor.has(WRITER):
        raise Forbidden("writer_needed", _("Chỉ người giám sát, kiểm soát thủ tục được nhập số của Cổng."))
    period = periods.read(period_key)
    if period is None:
        raise Refused("period_unknown", _("Không có kỳ này."))
    quality.set_on(set_key, period.last)
    named = clean(source)[:300]
    if not named:
        raise Refused("source_needed", _("Ghi nơi lấy số, như trang của Cổng và người xem."), field="source")
    known = {(agency_id, one.code): one for agency_id in {row.agency_id for row in rows}
             for one in latest(set_key, period.key, agency_id).values()}  # fmt: skip
    fresh = [
        PortalFigure(
            set_key=set_key, period=period.key, agency_id=row.agency_id, code=row.code, counted=row.counted,
            among=row.among, points=row.points, seen_on=row.seen_on, source=named, at=now(), by_id=actor.account_id,
        )
        for row in rows
        if _told(known.get((row.agency_id, row.code))) != (row.counted, row.among, row.points, row.seen_on)
    ]  # fmt: skip
    PortalFigure.objects.bulk_create(fresh)
    if fresh:
        facts = {"set": set_key, "period": period.key, "figures": len(fresh)}
        record(actor, "quality.portal_figures", Subject("quality_period", fresh[0].pk), facts)
    return len(fresh)


def _told(one: PortalFigure | None) -> tuple[object, ...] | None:
    return None if one is None else (one.counted, one.among, one.points, one.seen_on)


def _whole(told: Mapping[str, str], key: str) -> int | None:
    text = told.get(key, "").replace(".", "").replace(" ", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 12:
        raise Refused(
            "not_whole", _("“%s” không phải số nguyên.") % told[key], field=key, way_out=_("Viết như 1207.")
        )
    return int(text)


def _points(told: Mapping[str, str]) -> Decimal | None:
    text = told.get("points", "").replace(",", ".")
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= 1000:
        raise Refused(
            "not_points",
            _("“%s” không phải số điểm.") % told["points"],
            field="points",
            way_out=_("Viết như 5,25."),
        )
    return found.quantize(Decimal("0.01"))


def _seen(told: Mapping[str, str], period: periods.Period) -> date:
    text = told.get("seen_on", "")
    parts = text.replace("/", "-").split("-")
    try:
        year, month, day = (int(one) for one in (parts if len(parts[0]) == 4 else parts[::-1]))
        found = date(year, month, day)
    except ValueError:
        raise Refused(
            "not_day", _("“%s” không phải ngày.") % text, field="seen_on", way_out=_("Viết như 05/12/2026.")
        ) from None
    if not period.first <= found <= today():
        raise Refused("day_outside", _("Ngày xem %s trước kỳ này hoặc chưa đến.") % vi_date(found), field="seen_on",
                      way_out=_("Ghi ngày đã xem trên Cổng."))  # fmt: skip
    return found
