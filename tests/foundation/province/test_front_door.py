"""Where people file online: dated by law, shown otherwise in a demonstration alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tinhso.foundation.province import api as province
from tinhso.lib.held import forget_all

ROOT = Path(__file__).resolve().parents[3]
PROVINCE_TOML = ROOT / "provinces" / "vinhphuc" / "province.toml"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def loaded(make: Any, more: str = "") -> Path:
    found: Path = make()
    file = found / "province.toml"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return found


def door(value: str, first: str) -> str:
    return f'\n[[switch]]\nkey = "front_door"\nvalue = "{value}"\nvalid_from = {first}\n'


@pytest.mark.django_db
def test_the_law_dates_the_door(make: Any, settings: Any) -> None:
    settings.TINHSO_FRONT_DOOR = ""
    province.load(loaded(make, door("own", "2022-01-01") + door("national", "2025-07-01")))
    forget_all()
    assert [province.front_door(day) for day in (BEFORE, AFTER)] == ["own", "national"]


@pytest.mark.django_db
def test_a_place_without_such_a_law_keeps_its_own_door(make: Any, settings: Any) -> None:
    settings.TINHSO_FRONT_DOOR = ""
    province.load(loaded(make))
    forget_all()
    assert [province.front_door(day) for day in (BEFORE, AFTER)] == ["own", "own"]


@pytest.mark.django_db
@pytest.mark.parametrize("shown", ["own", "national"])
def test_a_demonstration_may_show_the_other_door(make: Any, settings: Any, shown: str) -> None:
    settings.TINHSO_FRONT_DOOR = shown
    province.load(loaded(make, door("own", "2022-01-01") + door("national", "2025-07-01")))
    forget_all()
    assert {province.front_door(day) for day in (BEFORE, AFTER)} == {shown}


def test_an_unknown_door_is_a_fault_with_its_line(make: Any) -> None:
    faults = province.check(loaded(make, door("side", "2025-07-01")))
    assert [fault.file for fault in faults] == ["province.toml"]
    assert faults[0].line > 0
    assert "front_door" in faults[0].message


def test_vinh_phuc_changed_doors_on_the_first_of_july() -> None:
    import tomllib

    switches = tomllib.loads(PROVINCE_TOML.read_text(encoding="utf-8"))["switch"]
    doors = [(row["valid_from"], row["value"]) for row in switches if row["key"] == "front_door"]
    assert doors == [(date(2022, 1, 1), "own"), (AFTER, "national")]
