"""The steps of a process in likely order: what happens next, told to people."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tinhso.foundation.process.rules.graph import in_order
from tinhso.foundation.process.rules.model import Model, step_spec
from tinhso.foundation.process.rules.values import StepSpec


def outline_of(model: Model) -> list[StepSpec]:
    """Every user task that can be reached, in likely order."""
    return [step_spec(model.nodes[key]) for key in in_order(model) if model.nodes[key].kind == "userTask"]


def step_to_json(step: StepSpec) -> dict[str, Any]:
    """A step as plain JSON; decimals as text."""
    return {
        "key": step.key,
        "name": step.name,
        "role": step.role,
        "kind": step.kind,
        "agency": step.agency,
        "hours": None if step.hours is None else str(step.hours),
        "share": None if step.share is None else str(step.share),
        "outcomes": list(step.outcomes),
        "documentation": step.documentation,
        "words": dict(step.words),
    }


def step_from_json(row: dict[str, Any]) -> StepSpec:
    """The opposite of `step_to_json`; rows stored before outcomes had words have none."""
    return StepSpec(
        **{
            **row,
            "hours": None if row["hours"] is None else Decimal(row["hours"]),
            "share": None if row["share"] is None else Decimal(row["share"]),
            "outcomes": tuple(row["outcomes"]),
        }
    )
