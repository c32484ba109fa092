"""A drawing for a file that has none, and a pool around lanes: what an editor of drawings needs to begin.

Columns follow the likely order, each lane is a row; whoever edits moves things from there. A file that can be
edited as it is comes back byte for byte.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from tinhso.foundation.process.rules.layout import DC, DD, DI
from tinhso.foundation.process.rules.model import Model, read_model
from tinhso.foundation.process.rules.names import BPMN
from tinhso.foundation.process.rules.placing import Box, Plan, plan
from tinhso.foundation.process.rules.safexml import parse_xml

SPACES = {"bpmndi": DI[1:-1], "dc": DC[1:-1], "di": DD[1:-1]}
HEAD = 30


def drawn(xml: bytes) -> bytes:
    """The file with a drawing of every node and flow, lanes inside a pool; unchanged when it has both already.

    Raises Refused when it is no safe XML. A file without a process is left as it is.
    """
    root = parse_xml(xml)
    process = root.find(BPMN + "process")
    if process is None:
        return xml
    lanes = process.find(f"{BPMN}laneSet/{BPMN}lane") is not None
    pool = _pool_of(root, process)
    has_shapes = root.find(f".//{DI}BPMNShape") is not None
    if has_shapes and (pool is not None or not lanes):
        return xml
    if pool is None and lanes:
        pool = _add_pool(root, process)
    if has_shapes:
        _frame(root, process, pool)
    else:
        _draw(root, process, pool)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _pool_of(root: Any, process: Any) -> Any:
    for pool in root.iterfind(f"{BPMN}collaboration/{BPMN}participant"):
        if pool.get("processRef") == process.get("id"):
            return pool
    return None


def _add_pool(root: Any, process: Any) -> Any:
    taken = {element.get("id") for element in root.iter()}
    collaboration = root.find(BPMN + "collaboration")
    if collaboration is None:
        collaboration = etree.Element(BPMN + "collaboration", {"id": _free("collaboration", taken)})
        process.addprevious(collaboration)
    wanted = {"id": _free("pool", taken), "processRef": process.get("id") or ""}
    if process.get("name"):
        wanted["name"] = process.get("name")
    return etree.SubElement(collaboration, BPMN + "participant", wanted)


def _free(name: str, taken: set[str | None]) -> str:
    number, key = 1, name
    while key in taken:
        number += 1
        key = f"{name}_{number}"
    taken.add(key)
    return key


def _frame(root: Any, process: Any, pool: Any) -> None:
    """A pool's shape around lanes that were drawn without one."""
    plane = root.find(f".//{DI}BPMNPlane")
    keys = {lane.get("id") for lane in process.iter(BPMN + "lane")}
    bounds = [
        [float(shape.find(DC + "Bounds").get(name)) for name in ("x", "y", "width", "height")]
        for shape in plane.iterfind(DI + "BPMNShape")
        if shape.get("bpmnElement") in keys and shape.find(DC + "Bounds") is not None
    ]
    plane.set("bpmnElement", pool.getparent().get("id"))
    if not bounds:
        return
    left, top = min(b[0] for b in bounds) - HEAD, min(b[1] for b in bounds)
    right, bottom = max(b[0] + b[2] for b in bounds), max(b[1] + b[3] for b in bounds)
    shape = _shape(plane, pool.get("id"), (int(left), int(top), int(right - left), int(bottom - top)))
    shape.set("isHorizontal", "true")
    plane.insert(0, shape)


def _draw(root: Any, process: Any, pool: Any) -> None:
    for old in root.findall(DI + "BPMNDiagram"):
        root.remove(old)
    model: Model = read_model(process)
    made: Plan = plan(model, [(lane.get("id") or "", _members(lane)) for lane in _leaf_lanes(process)])
    holder = process if pool is None else pool.getparent()
    diagram = etree.SubElement(root, DI + "BPMNDiagram", {"id": "drawing"}, nsmap=SPACES)
    plane = etree.SubElement(
        diagram, DI + "BPMNPlane", {"id": "plane", "bpmnElement": holder.get("id") or ""}
    )
    if pool is not None:
        x, y, width, height = made.frame
        shape = _shape(plane, pool.get("id") or "", (x - HEAD, y, width + HEAD, height))
        shape.set("isHorizontal", "true")
        for key, box in made.lanes.items():
            _shape(plane, key, box).set("isHorizontal", "true")
    for key, box in made.boxes.items():
        shape = _shape(plane, key, box)
        if model.nodes[key].kind == "subProcess":
            shape.set("isExpanded", "true")
    for key, points in made.edges.items():
        edge = etree.SubElement(plane, DI + "BPMNEdge", {"id": f"{key}_edge", "bpmnElement": key})
        for x, y in points:
            etree.SubElement(edge, DD + "waypoint", {"x": str(x), "y": str(y)})


def _leaf_lanes(process: Any) -> list[Any]:
    return [lane for lane in process.iter(BPMN + "lane") if lane.find(BPMN + "childLaneSet") is None]


def _members(lane: Any) -> list[str]:
    return [(ref.text or "").strip() for ref in lane.iterfind(BPMN + "flowNodeRef")]


def _shape(plane: Any, key: str, box: Box) -> Any:
    shape = etree.SubElement(plane, DI + "BPMNShape", {"id": f"{key}_shape", "bpmnElement": key})
    names = ("x", "y", "width", "height")
    values = {name: str(value) for name, value in zip(names, box, strict=True)}
    etree.SubElement(shape, DC + "Bounds", values)
    return shape
