"""Which step may come right after which, for whoever reckons what is left of a process."""

from __future__ import annotations

from tinhso.foundation.process.rules.graph import successors
from tinhso.foundation.process.rules.model import Model

END = ""


def following(model: Model) -> dict[str, frozenset[str]]:
    """For each step the steps that may be next, whatever the gateways say; `END` where the process may end."""
    edges = successors(model)
    return {step.id: _next(model, edges, step.id) for step in model.steps}


def _next(model: Model, edges: dict[str, list[str]], key: str) -> frozenset[str]:
    found: set[str] = set()
    seen: set[str] = set()
    todo = list(edges.get(key, ()))
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        after = edges.get(at, [])
        if model.nodes[at].kind == "userTask":
            found.add(at)
        elif not after:
            found.add(END)
        else:
            todo.extend(after)
    return frozenset(found or {END})
