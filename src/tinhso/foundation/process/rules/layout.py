"""A simple drawing (BPMN DI): lanes from top to bottom, steps from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, register_namespace

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"
LANE_HEIGHT = 160
COLUMN = 180
LEFT = 120
Box = tuple[int, int, int, int]


def boxes(lanes: dict[str, list[str]], steps: Sequence[str]) -> dict[str, Box]:
    """(x, y, width, height) of every node: a step's column is its row, its gateway stands behind it."""
    column = {key: i for i, key in enumerate(steps)}
    found: dict[str, Box] = {}
    for row, keys in enumerate(lanes.values()):
        middle = row * LANE_HEIGHT + LANE_HEIGHT // 2
        for key in keys:
            if key in column:
                found[key] = (LEFT + column[key] * COLUMN, middle - 40, 100, 80)
            elif key == "start":
                found[key] = (LEFT - 72, middle - 18, 36, 36)
            elif key == "end":
                found[key] = (LEFT + len(steps) * COLUMN, middle - 18, 36, 36)
            else:
                at = LEFT + column[key.removesuffix("_choice")] * COLUMN + 115
                found[key] = (at, middle - 25, 50, 50)
    return found


def add_diagram(
    root: Element,
    process_id: str,
    lanes: dict[str, list[str]],
    steps: Sequence[str],
    flows: Sequence[tuple[str, str, str]],
) -> None:
    """Append the BPMNDiagram of a generated process. `flows` are (id, source, target)."""
    register_namespace("bpmndi", DI[1:-1])
    register_namespace("dc", DC[1:-1])
    register_namespace("di", DD[1:-1])
    diagram = SubElement(root, DI + "BPMNDiagram", {"id": f"{process_id}_diagram"})
    plane = SubElement(diagram, DI + "BPMNPlane", {"id": f"{process_id}_plane", "bpmnElement": process_id})
    width = LEFT + (len(steps) + 1) * COLUMN
    for row, role in enumerate(lanes):
        shape = _shape(plane, role, (0, row * LANE_HEIGHT, width, LANE_HEIGHT))
        shape.set("isHorizontal", "true")
    places = boxes(lanes, steps)
    for key, box in places.items():
        _shape(plane, key, box)
    for key, source, target in flows:
        _edge(plane, key, places[source], places[target])


def _shape(plane: Element, key: str, box: Box) -> Element:
    shape = SubElement(plane, DI + "BPMNShape", {"id": f"{key}_shape", "bpmnElement": key})
    names = ("x", "y", "width", "height")
    SubElement(shape, DC + "Bounds", {name: str(value) for name, value in zip(names, box, strict=True)})
    return shape


def _edge(plane: Element, key: str, source: Box, target: Box) -> None:
    edge = SubElement(plane, DI + "BPMNEdge", {"id": f"{key}_edge", "bpmnElement": key})
    x1, y1 = source[0] + source[2], source[1] + source[3] // 2
    x2, y2 = target[0], target[1] + target[3] // 2
    if x2 > x1:
        bend = x2 - 8 if x2 - x1 > 16 else x1
        points = [(x1, y1), (bend, y1), (bend, y2), (x2, y2)]
    else:
        # A way back runs below the boxes, so that it crosses no step.
        below = max(source[1] + source[3], target[1] + target[3]) + 20
        x1, x2 = source[0] + source[2] // 2, target[0] + target[2] // 2
        points = [(x1, source[1] + source[3]), (x1, below), (x2, below), (x2, target[1] + target[3])]
    for x, y in points:
        SubElement(edge, DD + "waypoint", {"x": str(x), "y": str(y)})
