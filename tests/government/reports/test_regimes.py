"""Forms and regimes of the folder: faults by name, and what is owed when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.government.dossiers import world as w
from tests.government.dossiers.world import World
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.reports.actions.carry import export, load
from tinhso.government.reports.actions.remind import step_of
from tinhso.government.reports.queries import declared
from tinhso.government.reports.rules.regimes import faults
from tinhso.lib import periods
from tinhso.lib.errors import NotFound

REAL = (Path(__file__).resolve().parents[3] / "provinces/vinhphuc/reports/regimes.toml").read_text("utf-8")
FORM = {"key": "06a", "title": "Biểu", "counts": "dossiers", "rows": "field"}
REGIME = {"form": "06a", "level": "commune", "to": "ubnd", "period": "quarter", "due_days": 5,
          "valid_from": date(2025, 7, 1)}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("form", {"rows": "staff"}, "staff"),
        ("form", {"counts": "sao"}, "sao"),
        ("form", {"title": ""}, "title"),
        ("form", {"la": 1}, "la"),
        ("form", {"scope": "all"}, "all"),
        ("regime", {"form": "99"}, "99"),
        ("regime", {"to": "khong-co"}, "khong-co"),
        ("regime", {"period": "week"}, "week"),
        ("regime", {"due_days": "5"}, "due_days"),
        ("regime", {"due_days": 61}, "due_days"),
        ("regime", {"due_days": True}, "due_days"),
        ("regime", {"valid_from": "2025-07-01"}, "valid_from"),
        ("regime", {"level": "ward"}, "ward"),
        ("regime", {"sign": "maybe"}, "maybe"),
    ],
)
def test_a_fault_names_its_value(table: str, change: dict[str, Any], said: str) -> None:
    content: dict[str, Any] = {"form": [FORM], "regime": [REGIME]}
    assert list(faults(content, {"06a"}, {"ubnd"})) == []
    content[table] = [{**content[table][0], **change}]
    found = list(faults(content, {"06a"}, {"ubnd"}))
    assert found
    assert all(one[0] == table and one[3] for one in found)
    assert any(said in one[2] for one in found)


TEXT = """
[[form]]
key = "06a"
title = "Biểu 06a"
counts = "dossiers"
rows = "field"

[[regime]]
form = "06a"
level = "commune"
kind = "peoples_committee"
to = "{to}"
period = "quarter"
due_days = 5
valid_from = 2026-01-01
"""


@pytest.fixture
def world() -> World:
    here = w.build()
    load(Folder(texts={"reports/regimes.toml": TEXT.format(to=here.desk.slug).encode()}))
    return here


@pytest.mark.django_db
def test_what_is_owed_when_and_to_whom(world: World) -> None:
    owed = declared.owed_by(world.committee.id, date(2026, 11, 23))
    assert [one.period.key for one in owed] == ["2026-Q3"]
    assert declared.owed_by(world.desk.id, date(2026, 11, 23)) == []
    assert [one.agency_id for one in declared.owed_to(world.desk.id, date(2026, 11, 23))] == [
        world.committee.id
    ]
    # Five working days after Wednesday 30/09/2026: Thursday to Wednesday, no holiday between.
    assert owed[0].due == date(2026, 10, 7)
    assert declared.owed_by(world.committee.id, date(2026, 1, 5)) == [], "no regime for a period before it"
    period = periods.read("2026-Q3")
    assert period is not None
    with pytest.raises(NotFound):
        declared.form("99")


@pytest.mark.django_db
def test_files_come_out_as_they_came(world: World) -> None:
    load(Folder(texts={"reports/regimes.toml": REAL.encode()}))
    assert export() == {"reports/regimes.toml": REAL}
    assert set(declared.forms()) >= {"06a", "07a", "07b"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "step"),
    [(date(2026, 10, 1), ""), (date(2026, 10, 2), "3"), (date(2026, 10, 5), ""), (date(2026, 10, 7), "0"),
     (date(2026, 10, 8), "late")],
)  # fmt: skip
def test_reminded_three_working_days_before_on_the_day_and_after(world: World, day: date, step: str) -> None:
    with at(w.MONDAY):
        assert step_of(date(2026, 10, 7), day) == step
