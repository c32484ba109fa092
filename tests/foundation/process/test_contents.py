"""Files of other tools: what would not happen is a fault, what is ignored is a remark; nothing passes in silence."""

from __future__ import annotations

import pytest

from tinhso.foundation.process import api

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:tinhso="https://tinhso.vn/ns/bpmn/1"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="x">'
)
TASK = '<userTask id="u" name="Xem" tinhso:kind="appraise"/>'
FLOWS = '<sequenceFlow id="f" sourceRef="s" targetRef="u"/><sequenceFlow id="g" sourceRef="u" targetRef="e"/>'
LANES = (
    '<laneSet id="ls"><lane id="specialist" name="Chuyên viên"><flowNodeRef>s</flowNodeRef>'
    "<flowNodeRef>u</flowNodeRef><flowNodeRef>e</flowNodeRef></lane></laneSet>"
)


def file(task: str = TASK, before: str = "", lanes: str = LANES, flows: str = FLOWS) -> bytes:
    return (
        f'{HEAD}{before}<process id="p" isExecutable="true">{lanes}<startEvent id="s"/>{task}'
        f'<endEvent id="e"/>{flows}</process></definitions>'
    ).encode()


def faults(xml: bytes) -> list[tuple[str, str]]:
    return [(fault.element_id, fault.message) for fault in api.check(xml, {"specialist"}, None)]


def test_a_plain_file_has_neither() -> None:
    assert faults(file()) == []
    assert api.remarks(file()) == []


@pytest.mark.parametrize(
    ("xml", "element", "words"),
    [
        (file('<userTask id="u" name="Xem"><potentialOwner id="o"/></userTask>'), "u", "potentialOwner"),
        (file('<userTask id="u" name="Xem"><ioSpecification id="o"/></userTask>'), "u", "ioSpecification"),
        (file('<userTask id="u" name="Xem" isForCompensation="true"/>'), "u", "isForCompensation"),
        (file('<userTask id="u" name="Xem" completionQuantity="2"/>'), "u", "completionQuantity"),
        (
            file(before='<collaboration id="c"><participant id="a" processRef="p"/><participant id="b"/></collaboration>'),
            "b",
            "Vùng",
        ),
        (
            file(before='<collaboration id="c"><participant id="a" processRef="p"/>'
                        '<messageFlow id="m" sourceRef="a" targetRef="u"/></collaboration>'),
            "c",
            "messageFlow",
        ),
        (file(f'{TASK}<scriptTask id="x" name="T" scriptFormat="groovy"><script>a = 1</script></scriptTask>'), "x", "groovy"),
        (file(before='<signal id="n" name="tin"/>'), "n", "signal"),
        (file(f'{TASK}<dataObject id="d"/>'), "d", "dataObject"),
    ],
)  # fmt: skip
def test_what_would_not_happen_is_a_fault_at_its_element(xml: bytes, element: str, words: str) -> None:
    assert [told for told in faults(xml) if told[0] == element and words in told[1]]


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (file('<userTask id="u" name="Xem" zeebe:priority="5"/>'), "zeebe:priority"),
        (
            file('<userTask id="u" name="Xem"><extensionElements><zeebe:formDefinition/></extensionElements></userTask>'),
            "zeebe:formDefinition",
        ),
        (file(f'{TASK}<monitoring id="m"/>'), "monitoring"),
        (file(lanes=LANES.replace('<lane id="specialist"', '<lane id="specialist" tinhso:hours="4"')), "tinhso:hours"),
        (file('<userTask id="u" name="Xem" implementation="##WebService"/>'), "dịch vụ"),
    ],
)  # fmt: skip
def test_what_is_ignored_is_told_and_hinders_nothing(xml: bytes, words: str) -> None:
    assert faults(xml) == []
    assert [each for each in api.remarks(xml) if words in each.message]


def test_a_table_tells_what_it_ignores() -> None:
    xml = (
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:other="http://example.org/x">'
        b'<decision id="d" other:tag="1"><extensionElements><other:note/></extensionElements>'
        b'<decisionTable id="t"><input id="i"><inputExpression><text>a</text></inputExpression>'
        b"<inputValues><text>1,2</text></inputValues></input>"
        b'<output id="o" name="b"/></decisionTable></decision></definitions>'
    )
    told = " ".join(each.message for each in api.remarks(xml))
    assert all(word in told for word in ("tag", "note", "inputValues"))


def test_a_file_without_a_drawing_gets_one_and_lanes_get_a_pool() -> None:
    made = api.drawn(file())
    assert faults(made) == []
    for key in ("s", "u", "e", "specialist", "pool"):
        assert f'bpmnElement="{key}"'.encode() in made
    for key in ("f", "g"):
        assert f'id="{key}_edge"'.encode() in made
    # What has both comes back byte for byte.
    assert api.drawn(made) == made


def test_boxes_of_a_drawing_do_not_cover_each_other() -> None:
    from tinhso.foundation.process.rules.check import model_of
    from tinhso.foundation.process.rules.placing import plan

    steps = [
        api.StepRow(
            "a",
            "A",
            "specialist",
            outcomes=("ok", "back", "stop"),
            words={"ok": "Được", "back": "Trả lại", "stop": "Dừng"},
            go_to={"stop": "d"},
        ),
        api.StepRow(
            "b",
            "B",
            "leader",
            outcomes=("ok", "back"),
            words={"ok": "Được", "back": "Trả lại"},
            go_to={"back": "a"},
        ),
        api.StepRow("c", "C", "leader"),
        api.StepRow("d", "D", "clerk"),
    ]
    model = model_of(api.bpmn_from_steps(steps))
    lanes = [
        ("specialist", ["start", "a", "a_choice"]),
        ("leader", ["b", "b_choice", "c"]),
        ("clerk", ["d", "end"]),
    ]
    made = plan(model, lanes)
    boxes = list(made.boxes.values())
    assert set(made.boxes) == set(model.nodes)
    for at, (x, y, width, height) in enumerate(boxes):
        for ox, oy, owidth, oheight in boxes[at + 1 :]:
            assert x + width <= ox or ox + owidth <= x or y + height <= oy or oy + oheight <= y
    for key, members in lanes:
        x, y, width, height = made.lanes[key]
        for member in members:
            mx, my, mwidth, mheight = made.boxes[member]
            assert x <= mx
            assert mx + mwidth <= x + width
            assert y <= my
            assert my + mheight <= y + height


def test_a_walk_stands_where_the_choices_lead() -> None:
    steps = [
        api.StepRow(
            "a",
            "A",
            "specialist",
            outcomes=("ok", "stop"),
            words={"ok": "Được", "stop": "Dừng"},
            go_to={"stop": "end"},
        ),
        api.StepRow("b", "B", "leader"),
    ]
    xml = api.bpmn_from_steps(steps)
    assert [step.key for step in api.walk(xml, {}).waiting] == ["a"]
    assert [step.key for step in api.walk(xml, {}, [("a", "ok")]).waiting] == ["b"]
    assert api.walk(xml, {}, [("a", "stop")]).ended
