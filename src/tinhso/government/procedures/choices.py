"""Lists of the province that forms offer: the communes of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinhso.foundation.organisation import api as organisation
from tinhso.government.procedures.rules.forms.fields import Option
from tinhso.lib.held import held
from tinhso.lib.text import sort_key


def province_choices(on: date, name: str) -> Sequence[Option]:
    """The list `communes` of the day in Vietnamese order; an unknown name gives an empty list."""
    return _communes(on) if name == "communes" else ()


@held
def _communes(on: date) -> tuple[Option, ...]:
    found = [Option(unit.code, unit.name) for unit in organisation.units(on, level="commune")]
    return tuple(sorted(found, key=lambda option: sort_key(option.label)))
