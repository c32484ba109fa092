"""Tables of steps become files that pass the check and run to an end."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.foundation.process import api
from tinhso.foundation.process.api import StepRow, bpmn_from_steps
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.lib.errors import Invalid
from tinhso.lib.ids import new_id

ROLES = ["reception", "specialist", "leader", "clerk"]
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


@st.composite
def tables(draw: st.DrawFn) -> list[StepRow]:
    count = draw(st.integers(1, 7))
    keys = [f"step_{i}" for i in range(count)]
    rows = []
    for i, key in enumerate(keys):
        outcomes = tuple(
            draw(st.lists(st.sampled_from(["done", "approve", "reject", "ask"]), min_size=1, unique=True))
        )
        # The first outcome always goes on; any other may go anywhere, back as well.
        go_to = {
            outcome: draw(st.sampled_from([*keys, "end"])) for outcome in outcomes[1:] if draw(st.booleans())
        }
        rows.append(
            StepRow(
                key,
                draw(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)),
                draw(st.sampled_from(ROLES)),
                draw(st.sampled_from(["appraise", "approve", "handle"])),
                hours=draw(st.none() | st.decimals(0, 80, places=1)),
                agency=draw(st.sampled_from(["", "competent", "land"])),
                outcomes=outcomes,
                words={word: f"Lời của {word}" for word in outcomes},
                go_to=go_to,
                documentation=f"<&\"' {i}",
            )
        )
    return rows


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables(), st.lists(st.integers(0, 3), max_size=12))
def test_any_table_passes_the_check_and_runs_to_an_end(rows: list[StepRow], choices: list[int]) -> None:
    xml = bpmn_from_steps(rows)
    assert api.check(xml, set(ROLES), {"land"}, set()) == []
    spec_id = api.store_spec(xml)
    assert {s.key for s in api.outline(spec_id)} == {row.key for row in rows}
    by_key = {row.key: row for row in rows}
    run = api.start(spec_id, new_id())
    steps, ended = run.steps, False
    while not ended:
        (step,) = steps
        row = by_key[step.key]
        assert (step.name, step.role, step.hours) == (row.name, row.role, row.hours)
        # Wander for a while, then take the first outcome, which always goes on.
        outcome = step.outcomes[choices.pop() % len(step.outcomes)] if choices else step.outcomes[0]
        progress = api.complete(run.id, step.id, outcome)
        expected = row.go_to.get(outcome)
        if expected and expected != "end":
            assert [s.key for s in progress.opened] == [expected]
        steps, ended = progress.opened, progress.ended
    assert api.run(run.id).status == "ended"


def test_every_node_and_flow_is_drawn_inside_its_lane() -> None:
    rows = [
        StepRow("a", "Thẩm định", "specialist", hours=Decimal(8)),
        StepRow(
            "b",
            "Duyệt",
            "leader",
            outcomes=("approve", "return"),
            words={"approve": "Duyệt", "return": "Trả lại"},
            go_to={"return": "a"},
        ),
    ]
    root = parse_xml(bpmn_from_steps(rows, role_names={"leader": "Lãnh đạo"}))
    drawn = {shape.get("bpmnElement"): shape[0] for shape in root.iter(DI + "BPMNShape")}
    assert set(drawn) == {"specialist", "leader", "start", "a", "b", "b_choice", "end"}
    edges = {edge.get("bpmnElement") for edge in root.iter(DI + "BPMNEdge")}
    assert edges == {flow.get("id") for flow in root.iter("{*}sequenceFlow")}
    for lane in root.iter("{*}lane"):
        top = float(drawn[lane.get("id")].get("y"))
        for ref in lane:
            box = drawn[ref.text]
            assert top <= float(box.get("y"))
            assert float(box.get("y")) + float(box.get("height")) <= top + 160
    assert [lane.get("name") for lane in root.iter("{*}lane")] == ["specialist", "Lãnh đạo"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [StepRow("a", "A", "leader"), StepRow("a", "B", "leader")],
        [StepRow("end", "A", "leader")],
        [StepRow("a", "A", "leader", go_to={"done": "nowhere"})],
        [StepRow("a", "A", "leader", go_to={"never": "end"})],
    ],
)
def test_bad_tables_are_refused(rows: list[StepRow]) -> None:
    with pytest.raises(Invalid):
        bpmn_from_steps(rows)
