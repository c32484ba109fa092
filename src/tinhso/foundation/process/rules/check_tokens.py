"""Play the tokens: does every way through end, is no step dead, does no join wait for ever?

A breadth-first walk over markings, bounded; each scope is played alone, a subprocess counting as a task.
Gateways choose freely, since conditions depend on facts nobody knows yet. A message on an edge may come
or not; one that does not interrupt comes at most once, enough to see what it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.model import Flow, Model, Node
from tinhso.foundation.process.rules.values import Fault

MAX_MARKINGS = 4000
MAX_TOKENS = 2
Marking = frozenset[tuple[str, int]]


def token_faults(model: Model) -> list[Fault]:
    """Joins that can wait for ever and steps that can never start."""
    scopes = [model.id, *(n.id for n in model.nodes.values() if n.kind == "subProcess")]
    return [fault for scope in scopes for fault in _play(model, scope)]


def _play(model: Model, scope: str) -> list[Fault]:
    nodes = [n for n in model.scope(scope) if n.kind != "boundaryEvent"]
    start = next(n for n in nodes if n.kind == "startEvent")
    first: Marking = frozenset({(model.out[start.id][0].id, 1)})
    seen, todo, fired, stuck = {first}, [first], {start.id}, set()
    whole = True
    while todo:
        marking = todo.pop()
        moved = False
        for node, following in _moves(model, nodes, marking):
            moved = True
            fired.add(node.id)
            if following not in seen and all(count <= MAX_TOKENS for _flow, count in following):
                seen.add(following)
                todo.append(following)
        if marking and not moved:
            stuck |= {flow for flow, _count in marking}
        if len(seen) > MAX_MARKINGS:
            whole = False
            break
    found = []
    by_id = {flow.id: flow for flow in model.flows}
    for key in sorted({by_id[flow].target for flow in stuck}):
        node = model.nodes[key]
        found.append(
            Fault(
                key,
                node.line,
                _("Cổng song song này có thể chờ mãi một nhánh không bao giờ tới."),
                _(
                    "Mở bằng cổng song song thì đóng bằng cổng song song; nhánh loại trừ thì đóng bằng cổng loại trừ."
                ),
            )
        )
    if whole and not found:
        found += [_dead(node) for node in nodes if node.id not in fired]
    return found


def _dead(node: Node) -> Fault:
    return Fault(
        node.id, node.line, _("Phần tử này không bao giờ chạy được."), _("Kiểm tra các cổng dẫn tới nó.")
    )


def _moves(model: Model, nodes: list[Node], marking: Marking) -> Iterator[tuple[Node, Marking]]:
    held = dict(marking)
    for node in nodes:
        into = [flow.id for flow in model.into[node.id]]
        ready = [flow for flow in into if held.get(flow)]
        if not ready:
            continue
        if node.kind == "parallelGateway":
            if len(ready) == len(into):
                yield node, _shift(marking, into, [f.id for f in model.out[node.id]])
            continue
        for flow in ready:
            for produced in _outs(model, node):
                if produced is None:
                    yield node, frozenset()
                else:
                    yield node, _shift(marking, [flow], [f.id for f in produced])


def _outs(model: Model, node: Node) -> Iterator[list[Flow] | None]:
    """The ways a node may go on; None ends everything."""
    if node.kind == "endEvent":
        yield None if node.element.find("{*}terminateEventDefinition") is not None else []
    elif node.kind == "exclusiveGateway":
        yield from ([flow] for flow in model.out[node.id])
    else:
        yield model.out[node.id]
        for edge in model.nodes.values():
            if edge.kind == "boundaryEvent" and edge.attached == node.id:
                aside = model.out[edge.id]
                yield aside if edge.interrupting else [*model.out[node.id], *aside]


def _shift(marking: Marking, taken: list[str], put: list[str]) -> Marking:
    held = dict(marking)
    for flow in taken:
        held[flow] -= 1
    for flow in put:
        held[flow] = held.get(flow, 0) + 1
    return frozenset((flow, count) for flow, count in held.items() if count)
