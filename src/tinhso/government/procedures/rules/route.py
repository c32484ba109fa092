"""A process file as plain nodes and flows: what a package's checks count and compare. No engine.

Who gets a dossier in which order is the process room's to say (`process.rehearse`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
TINHSO = "{https://tinhso.vn/ns/bpmn/1}"


class Unreadable(Exception):
    """No safe XML; the text says why, in English technical terms."""


@dataclass
class Map:
    """The nodes and flows of a process; subprocesses are walked as if their parts stood outside."""

    nodes: dict[str, Element] = field(default_factory=dict)
    # Of each node: (flow, where it leads, its condition).
    out: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)


def read(xml: str) -> Map:
    """The map of a BPMN text. Raises Unreadable when it is no safe XML."""
    try:
        root = fromstring(xml.encode())
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(f"not readable: {error}") from error
    found = Map()
    for element in root.iter():
        name = element.get("id", "")
        if element.tag == BPMN + "sequenceFlow":
            condition = (element.findtext(BPMN + "conditionExpression") or "").strip()
            source, target = element.get("sourceRef", ""), element.get("targetRef", "")
            found.out.setdefault(source, []).append((name, target, condition))
        elif name:
            found.nodes[name] = element
    return found
