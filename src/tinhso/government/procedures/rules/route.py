"""Rehearse a process without a database: which tasks are done, in order, for given outcomes and facts.

Only what a route needs: tasks, gateways, ends. Whether the file can be executed at all is the process
room's check; this answers "who gets this dossier".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tinhso.government.procedures.rules import expressions

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
TINHSO = "{https://tinhso.vn/ns/bpmn/1}"
MAX_MOVES = 500


class NoRoute(Exception):
    """The rehearsal cannot go on; the text says why, in English technical terms."""


@dataclass
class Map:
    """The nodes and flows of a process; subprocesses are walked as if their parts stood outside."""

    nodes: dict[str, Element] = field(default_factory=dict)
    out: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    into: dict[str, int] = field(default_factory=dict)
    # The subprocess that holds a node, where one does.
    holder: dict[str, str] = field(default_factory=dict)


def read(xml: str) -> Map:
    """The map of a BPMN text. Raises NoRoute when it is no safe XML."""
    try:
        root = fromstring(xml.encode())
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NoRoute(f"not readable: {error}") from error
    found = Map()
    for element in root.iter():
        name = element.get("id", "")
        if element.tag == BPMN + "sequenceFlow":
            condition = (element.findtext(BPMN + "conditionExpression") or "").strip()
            source, target = element.get("sourceRef", ""), element.get("targetRef", "")
            found.out.setdefault(source, []).append((name, target, condition))
            found.into[target] = found.into.get(target, 0) + 1
        elif name:
            found.nodes[name] = element
    for parent in root.iter(BPMN + "subProcess"):
        for child in parent:
            found.holder[child.get("id", "")] = parent.get("id", "")
    return found


def tasks(xml: str) -> dict[str, tuple[str, ...]]:
    """The user tasks by id with their outcomes."""
    return {
        name: tuple(node.get(TINHSO + "outcomes", "").split()) or ("done",)
        for name, node in read(xml).nodes.items()
        if node.tag == BPMN + "userTask"
    }


def route(xml: str, facts: Mapping[str, Any], outcomes: Mapping[str, Sequence[str]]) -> list[str]:
    """Task ids in the order in which they are done. A task without given outcomes takes its first one;
    a list shorter than the visits repeats its last. Raises NoRoute for a dead end or an endless loop."""
    plan = read(xml)
    starts = _starts(plan, None)
    if len(starts) != 1:
        raise NoRoute("exactly one start event is needed")
    known = dict(facts)
    done: list[str] = []
    arrived: dict[str, int] = {}
    tokens = deque(starts)
    for _move in range(MAX_MOVES):
        if not tokens:
            return done
        here = tokens.popleft()
        node = plan.nodes.get(here)
        if node is None:
            raise NoRoute(f"a flow leads to {here}, which is not there")
        if node.tag == BPMN + "userTask":
            outcome = _outcome(node, here, done.count(here), outcomes)
            known |= {"outcome": outcome, f"{here}_outcome": outcome}
            done.append(here)
        if node.tag == BPMN + "parallelGateway":
            arrived[here] = arrived.get(here, 0) + 1
            if arrived[here] < plan.into.get(here, 1):
                continue
            arrived[here] = 0
        tokens.extend(_next(plan, here, node, known))
    raise NoRoute("the process does not end")


def _starts(plan: Map, inside: str | None) -> list[str]:
    return [
        name
        for name, node in plan.nodes.items()
        if node.tag == BPMN + "startEvent" and plan.holder.get(name) == inside
    ]


def _outcome(node: Element, key: str, visit: int, outcomes: Mapping[str, Sequence[str]]) -> str:
    offered = node.get(TINHSO + "outcomes", "").split() or ["done"]
    given = list(outcomes.get(key, ())) or offered[:1]
    chosen = given[min(visit, len(given) - 1)]
    if chosen not in offered:
        raise NoRoute(f"task {key} has no outcome {chosen}")
    return chosen


def _next(plan: Map, here: str, node: Element, facts: Mapping[str, Any]) -> list[str]:
    if node.tag == BPMN + "subProcess":
        return _starts(plan, here)
    if node.tag == BPMN + "endEvent" and here in plan.holder:
        return [target for _name, target, _condition in plan.out.get(plan.holder[here], [])]
    flows = plan.out.get(here, [])
    if node.tag != BPMN + "exclusiveGateway":
        return [target for _name, target, _condition in flows]
    default = node.get("default", "")
    for name, target, condition in flows:
        if name != default and condition and expressions.holds(condition, facts):
            return [target]
    for name, target, condition in flows:
        if name == default or (not default and not condition):
            return [target]
    raise NoRoute(f"no way out of gateway {here}")
