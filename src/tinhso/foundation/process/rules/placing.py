"""Where everything of a process stands on paper: numbers only, no XML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tinhso.foundation.process.rules.graph import in_order
from tinhso.foundation.process.rules.model import Flow, Model, Node

Box = tuple[int, int, int, int]
Point = tuple[int, int]
GAP, PAD, LANE_HEAD, LEFT, TOP = 60, 40, 30, 160, 80
SIZES = {"Event": (36, 36), "Gateway": (50, 50)}


@dataclass
class Plan:
    """Boxes are (x, y, width, height)."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lanes: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, list[Point]] = field(default_factory=dict)
    frame: Box = (0, 0, 0, 0)


def plan(model: Model, lanes: Sequence[tuple[str, list[str]]]) -> Plan:
    """Places for every node and flow; `lanes` are (id, the ids of what stands in it) from top to bottom."""
    made = Plan()
    row_of = {key: row for row, (_lane, keys) in enumerate(lanes) for key in keys}
    order = {key: at for at, key in enumerate(in_order(model))}
    made.frame, heights = _scope(made, model, model.id, (LEFT, TOP), row_of, max(len(lanes), 1), order)
    x, y, width, _height = made.frame
    for (key, _keys), height in zip(lanes, heights, strict=False):
        made.lanes[key] = (x, y, width, height)
        y += height
    for node in model.nodes.values():
        if node.kind == "boundaryEvent" and node.attached in made.boxes:
            hx, hy, hwidth, hheight = made.boxes[node.attached]
            made.boxes[node.id] = (hx + hwidth - 46, hy + hheight - 18, 36, 36)
    for flow in model.flows:
        if flow.source in made.boxes and flow.target in made.boxes:
            made.edges[flow.id] = _route(made, flow)
    return made


def _scope(
    made: Plan, model: Model, scope: str, at: Point, row_of: dict[str, int], rows: int, order: dict[str, int]
) -> tuple[Box, list[int]]:
    """Place the nodes of one process or subprocess; its frame and the height of each row."""
    nodes = [node for node in model.scope(scope) if node.kind != "boundaryEvent"]
    columns = _columns(model, nodes, order)
    inner = {node.id: _size(made, model, node, order) for node in nodes}
    width_of = {column: 0 for column in range(max(columns.values(), default=0) + 1)}
    stacks: dict[tuple[int, int], list[str]] = {}
    for node in sorted(nodes, key=lambda n: order.get(n.id, 10**6)):
        column = columns[node.id]
        width_of[column] = max(width_of[column], inner[node.id][0])
        stacks.setdefault((min(row_of.get(node.id, 0), rows - 1), column), []).append(node.id)
    heights = [
        max((_tall(inner, keys) for (row, _c), keys in stacks.items() if row == one), default=80) + 2 * PAD
        for one in range(rows)
    ]
    left = {0: at[0] + PAD + LANE_HEAD}
    for column in range(1, len(width_of)):
        left[column] = left[column - 1] + width_of[column - 1] + GAP
    for (row, column), keys in stacks.items():
        y = at[1] + sum(heights[:row]) + (heights[row] - _tall(inner, keys)) // 2
        for key in keys:
            wide, tall = inner[key]
            _move(made, model, key, (left[column] + (width_of[column] - wide) // 2, y), inner[key])
            y += tall + PAD
    width = sum(width_of.values()) + GAP * (len(width_of) - 1) + 2 * PAD + LANE_HEAD
    return (at[0], at[1], width, sum(heights)), heights


def _columns(model: Model, nodes: Sequence[Node], order: dict[str, int]) -> dict[str, int]:
    """The longest way along flows that lead forward."""
    columns = {node.id: 0 for node in nodes}
    for key in sorted(columns, key=lambda k: order.get(k, 10**6)):
        for flow in model.into.get(key, ()):
            source = flow.source
            if source in model.nodes and model.nodes[source].attached:
                source = model.nodes[source].attached
            if source in columns and order.get(source, 10**6) < order.get(key, 10**6):
                columns[key] = max(columns[key], columns[source] + 1)
    return columns


def _size(made: Plan, model: Model, node: Node, order: dict[str, int]) -> tuple[int, int]:
    if node.kind == "subProcess":
        box, _heights = _scope(made, model, node.id, (0, 0), {}, 1, order)
        return box[2], box[3]
    return next((size for end, size in SIZES.items() if node.kind.endswith(end)), (100, 80))


def _move(made: Plan, model: Model, key: str, to: Point, size: tuple[int, int]) -> None:
    """Set a node down; what stands in a subprocess, placed from zero, moves along."""
    made.boxes[key] = (*to, *size)
    _shift(made, model, key, to)


def _shift(made: Plan, model: Model, scope: str, by: Point) -> None:
    for node in model.scope(scope):
        if node.id in made.boxes:
            x, y, width, height = made.boxes[node.id]
            made.boxes[node.id] = (x + by[0], y + by[1], width, height)
            if node.kind == "subProcess":
                _shift(made, model, node.id, by)


def _tall(sizes: dict[str, tuple[int, int]], keys: Sequence[str]) -> int:
    return sum(sizes[key][1] for key in keys) + PAD * (len(keys) - 1)


def _route(made: Plan, flow: Flow) -> list[Point]:
    """Corners of a flow: forward it bends once in the gap before its target, back or far it runs below."""
    sx, sy, swidth, sheight = made.boxes[flow.source]
    tx, ty, _twidth, theight = made.boxes[flow.target]
    start, end = (sx + swidth, sy + sheight // 2), (tx, ty + theight // 2)
    near = 0 < end[0] - start[0] <= 3 * GAP
    if near and start[1] == end[1]:
        return [start, end]
    if near:
        bend = end[0] - GAP // 2
        return [start, (bend, start[1]), (bend, end[1]), end]
    below = max(sy + sheight, ty + theight) + 20
    middle_s, middle_t = sx + swidth // 2, tx + made.boxes[flow.target][2] // 2
    return [(middle_s, sy + sheight), (middle_s, below), (middle_t, below), (middle_t, ty + theight)]
