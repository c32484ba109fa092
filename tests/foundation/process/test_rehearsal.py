"""A rehearsal goes the way the engine goes, without a database; what it cannot play it says."""

from __future__ import annotations

import pytest

from tinhso.foundation.process.api import rehearse
from tinhso.lib.errors import Refused

from . import samples


@pytest.mark.parametrize(
    ("xml", "facts", "outcomes", "messages", "route"),
    [
        (samples.TWO, {}, {}, {}, "a b"),
        (samples.CHOICE, {}, {}, {}, "a b"),
        (samples.CHOICE, {}, {"a": ["return"]}, {}, "a"),
        (samples.PARALLEL, {}, {}, {}, "first a b last"),
        (samples.SUBPROCESS, {}, {}, {}, "before inner inner2 after"),
        (samples.LOOP, {}, {"b": ["return", "return", "approve"]}, {}, "a b a b a b"),
        # The catch event between the steps gets what it waits for by itself.
        (samples.MESSAGES, {}, {}, {}, "a b"),
        (samples.MESSAGES, {}, {}, {"a": ["due_soon"]}, "a warned b"),
        (samples.MESSAGES, {}, {}, {"a": ["overdue"]}, "late"),
    ],
)
def test_ways(
    xml: bytes,
    facts: dict[str, object],
    outcomes: dict[str, list[str]],
    messages: dict[str, list[str]],
    route: str,
) -> None:
    assert list(rehearse(xml, facts, outcomes, messages=messages).route) == route.split()


@pytest.mark.parametrize(
    ("facts", "route", "level"),
    [
        ({"width": 30, "length": 30, "kind": "house"}, ["province"], "province"),
        ({"width": 3, "length": 3, "kind": "shop"}, ["commune"], "commune"),
    ],
)
def test_scripts_and_decision_tables_decide_the_way(
    facts: dict[str, object], route: list[str], level: str
) -> None:
    played = rehearse(samples.DECISION, facts, decisions={"who.dmn": samples.DMN})
    assert list(played.route) == route
    assert played.data["level"] == level
    assert played.data["area"] == facts["width"] * facts["length"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("xml", "outcomes", "messages", "code"),
    [
        (b"<a", {}, {}, "process.spec.invalid"),
        (samples.DECISION, {}, {}, "process.spec.invalid"),
        (samples.CHOICE, {"a": ["sung"]}, {}, "process.outcome"),
        (samples.CHOICE, {"none": ["done"]}, {}, "process.step"),
        (samples.CHOICE, {"a": ["return"], "b": ["done"]}, {}, "process.step"),
        (samples.CHOICE, {"a": ["approve", "return"]}, {}, "process.step"),
        (samples.CHOICE, {}, {"a": ["overdue"]}, "process.message"),
        (samples.LOOP, {"b": ["return"]}, {}, "process.endless"),
    ],
)  # fmt: skip
def test_what_cannot_be_played_is_said(
    xml: bytes, outcomes: dict[str, list[str]], messages: dict[str, list[str]], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        rehearse(xml, {}, outcomes, messages=messages)
    assert refusal.value.code == code


def test_a_missing_fact_stops_the_rehearsal() -> None:
    with pytest.raises(Refused) as refusal:
        rehearse(samples.DECISION, {"width": 3}, decisions={"who.dmn": samples.DMN})
    assert refusal.value.code in ("process.expression", "process.decision")


def test_two_rehearsals_do_not_touch_each_other() -> None:
    assert rehearse(samples.CHOICE, {"x": 1}, {"a": ["return"]}).route == ("a",)
    assert rehearse(samples.CHOICE, {"y": 2}).data == {
        "y": 2, "outcome": "done", "a_outcome": "approve", "b_outcome": "done",
    }  # fmt: skip
