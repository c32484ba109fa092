"""No officer reads a key: every outcome that a package of the province offers has words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinhso.foundation.process import api as process
from tinhso.government.dossiers.forms.own_step import outcome_name

FILES = sorted((Path(__file__).parents[3] / "provinces/vinhphuc/procedures").glob("*/*/process.bpmn"))


def test_every_package_is_looked_at() -> None:
    assert len(FILES) >= 40


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_no_offered_outcome_is_shown_as_its_key(file: Path) -> None:
    steps = process.steps_of(file.read_bytes())
    assert steps
    for step in steps:
        names = [outcome_name(key, step.words) for key in step.outcomes]
        assert not set(names) & set(step.outcomes), step.key
        assert len(set(names)) == len(names), step.key


def test_an_old_process_falls_back_to_the_common_names_and_then_to_the_key() -> None:
    assert outcome_name("fit", {}) == "Đủ điều kiện"
    assert outcome_name("same", {}) == "same"
    assert outcome_name("fit", {"fit": "Được xem tiếp"}) == "Được xem tiếp"
