"""Walks over a model: what follows what, across subprocess borders."""

from __future__ import annotations

from collections.abc import Iterable

from tinhso.foundation.process.rules.model import Flow, Model, Node

AUTOMATIC = frozenset(["scriptTask", "businessRuleTask", "exclusiveGateway", "parallelGateway"])


def successors(model: Model) -> dict[str, list[str]]:
    """For every node the nodes that may come next; a subprocess leads in, its ends lead on."""
    found: dict[str, list[str]] = {}
    for node in model.nodes.values():
        found[node.id] = [f.target for f in ordered(model, node) if f.target in model.nodes]
    for node in model.nodes.values():
        if node.kind == "boundaryEvent" and node.attached in found:
            found[node.attached].append(node.id)
    for node in model.nodes.values():
        if node.kind == "subProcess":
            _through(model, node, found)
    return found


def _through(model: Model, node: Node, found: dict[str, list[str]]) -> None:
    inside = model.scope(node.id)
    after = [flow.target for flow in model.out[node.id] if flow.target in model.nodes]
    starts = [inner.id for inner in inside if inner.kind == "startEvent"]
    found[node.id] = starts + [key for key in found[node.id] if key not in after]
    for inner in inside:
        if inner.kind == "endEvent":
            found[inner.id] = list(after)


def ordered(model: Model, node: Node) -> list[Flow]:
    """The node's outgoing flows, the likely one first: the default of a gateway comes last."""
    return sorted(model.out.get(node.id, []), key=lambda flow: flow.id == node.default)


def reach(edges: dict[str, list[str]], starts: Iterable[str]) -> set[str]:
    """Every node that can be reached."""
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo.extend(edges.get(at, ()))
    return seen


def reverse(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same edges, backwards."""
    found: dict[str, list[str]] = {key: [] for key in edges}
    for source, targets in edges.items():
        for target in targets:
            found.setdefault(target, []).append(source)
    return found


def automatic_loop(model: Model, edges: dict[str, list[str]]) -> set[str]:
    """Automatic nodes on a loop that no person and no message stops: such a loop would never end."""
    inner = {
        key: [t for t in targets if model.nodes[t].kind in AUTOMATIC]
        for key, targets in edges.items()
        if model.nodes[key].kind in AUTOMATIC
    }
    return {key for key, targets in inner.items() if key in reach(inner, targets)}


def steps_before(model: Model, edges: dict[str, list[str]], key: str) -> set[str]:
    """The user tasks whose outcome a gateway may be the first to read."""
    back = reverse(edges)
    found, seen, todo = set(), set(), list(back.get(key, ()))
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        if model.nodes[at].kind == "userTask":
            found.add(at)
        else:
            todo.extend(back.get(at, ()))
    return found


def in_order(model: Model) -> list[str]:
    """Nodes in likely order: depth first along the likely flow, what follows comes after (topological)."""
    edges = successors(model)
    starts = [n.id for n in model.scope(model.id) if n.kind == "startEvent"]
    seen: set[str] = set()
    done: list[str] = []
    stack: list[tuple[str, int]] = [(key, 0) for key in starts]
    seen.update(starts)
    while stack:
        key, at = stack.pop()
        targets = edges.get(key, [])[::-1]
        if at < len(targets):
            stack.append((key, at + 1))
            if targets[at] not in seen:
                seen.add(targets[at])
                stack.append((targets[at], 0))
        else:
            done.append(key)
    return done[::-1]
