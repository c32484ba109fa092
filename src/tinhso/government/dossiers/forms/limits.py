"""The limit that an officer sets where the procedure has none that is verified: a number, a unit, its ground."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import Limit, Unit
from tinhso.government.dossiers.rules.inputs import ManualLimit
from tinhso.lib.errors import Refused

LONGEST = 999
LAST_HOUR = 24


def units() -> tuple[tuple[str, str], ...]:
    """Units of a time limit."""
    return (
        (Unit.WORKING_DAY.value, _("ngày làm việc")),
        (Unit.HOUR.value, _("giờ làm việc")),
        (Unit.DAY.value, _("ngày")),
        (Unit.MONTH.value, _("tháng")),
        (Unit.SAME_DAY.value, _("trong ngày tiếp nhận")),
    )


def same_day_hint() -> str:
    """What the number means when the unit is no length."""
    return _("Trả trong ngày thì ghi giờ chốt (15: nhận sau 15 giờ trả ngày làm việc sau), hoặc để trống.")


def typed_limit(value: str, unit: str, reason: str) -> ManualLimit | None:
    """The typed limit; None when none was typed. Refused with the field at fault."""
    same_day = unit == Unit.SAME_DAY.value
    if not value.strip() and not same_day:
        return None
    return ManualLimit(_limit(value.strip(), unit, same_day), _ground(reason))


def _limit(value: str, unit: str, same_day: bool) -> Limit:
    if unit not in dict(units()):
        raise Refused("unit_unknown", _("Hãy chọn đơn vị của thời hạn."), field="unit")
    if same_day and not value:
        return Limit.same_day()
    if not (value.isascii() and value.isdigit() and int(value[:9]) <= LONGEST):
        raise Refused("limit_not_whole", _("Hãy gõ thời hạn bằng số nguyên."), field="limit")
    if not int(value):
        raise Refused("limit_not_positive", _("Thời hạn giải quyết phải lớn hơn 0."), field="limit")
    if same_day and int(value) > LAST_HOUR:
        raise Refused("hour_beyond", _("Giờ chốt là một giờ trong ngày, từ 1 đến 24."), field="limit")
    return Limit(Decimal(value), Unit(unit))


def _ground(reason: str) -> str:
    if not reason.strip():
        raise Refused("reason_needed", _("Hãy ghi căn cứ của thời hạn này."), field="limit_reason")
    return reason
