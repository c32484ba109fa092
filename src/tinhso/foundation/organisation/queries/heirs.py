"""Which units ended without a known heir, who could be one, and what was declared on screen."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from tinhso.foundation.organisation.info import UnitInfo
from tinhso.foundation.organisation.models import HeirsChange, Unit, UnitSuccession
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.organisation.queries.rows import unit_info


def without_heir(on: date) -> list[UnitInfo]:
    """Units that had ended by the day and that nobody is known to have taken over, in Vietnamese order.

    A district whose communes on its last day have heirs is none: what was its own went with them.
    """
    heirs = UnitSuccession.objects.filter(predecessor=OuterRef("pk"))
    below = Unit.objects.filter(Exists(heirs), parent=OuterRef("pk"), valid_to=OuterRef("valid_to"))
    rows = Unit.objects.select_related("parent").filter(~Exists(heirs), ~Exists(below), valid_to__lt=on)
    return [unit_info(row) for row in rows.order_by("valid_to", "sort_key", "code")]


def candidates(level: str, on: date) -> list[UnitInfo]:
    """Units of the day that may take over one of the level; communes where the level itself was abolished."""
    rows = Unit.objects.select_related("parent").filter(valid_on(on))
    same = rows.filter(level=level)
    chosen = same if same.exists() else rows.filter(level="commune")
    return [unit_info(row) for row in chosen.order_by("parent__sort_key", "sort_key", "code")]


def origins(code: str, valid_from: date) -> list[UnitInfo]:
    """The units that the unit of that key took over."""
    rows = UnitSuccession.objects.filter(successor__code=code, successor__valid_from=valid_from)
    found = rows.select_related("predecessor__parent").order_by("predecessor__sort_key")
    return [unit_info(row.predecessor) for row in found]


def written(code: str, valid_from: date) -> tuple[tuple[str, ...], str]:
    """The heirs as they are written, in their order, and the decision behind them."""
    row = Unit.objects.get(code=code, valid_from=valid_from)
    return tuple(row.heirs_written), row.heirs_basis


def changes(code: str, valid_from: date) -> list[HeirsChange]:
    """What was declared on screen for the unit, the latest first."""
    return list(HeirsChange.objects.filter(unit_code=code, unit_valid_from=valid_from).order_by("-made_at"))
