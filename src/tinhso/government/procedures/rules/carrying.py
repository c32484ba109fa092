"""What of the answers to one form stands in another: when a new version, or another procedure, takes over."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tinhso.government.procedures.rules.forms.fields import Leaf, Schema, leaves

_NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Carried:
    """The answers for the new form, and the questions of the old one (dotted paths) whose answers found no place."""

    data: dict[str, Any]
    left: tuple[str, ...]


def carry(old: Schema, new: Schema, data: Mapping[str, Any], renamed: Mapping[str, str]) -> Carried:
    """Each answer goes to the question it is named for in `renamed` (old path → new path), else to its own path.

    It goes there only when the new form asks there by the same widget, and a choice only when it is still offered:
    an answer that would mean something else is not carried. Nothing is lost: what is answered is carried or left.
    """
    asked = {leaf.path: leaf for leaf in leaves(new)}
    found: dict[str, Any] = {}
    left: list[str] = []
    for leaf in leaves(old):
        answer = _read(data, leaf.path)
        if answer in _NOTHING:
            continue
        to = tuple(renamed.get(leaf.name, leaf.name).split("."))
        target = asked.get(to)
        if target is None or not _fits(answer, leaf, target) or _read(found, to) is not None:
            left.append(leaf.name)
            continue
        _write(found, to, deepcopy(answer))
    return Carried(found, tuple(left))


def _fits(answer: Any, old: Leaf, new: Leaf) -> bool:
    """True when the new question takes this answer for the same thing."""
    if old.widget != new.widget or [c.name for c in old.children] != [c.name for c in new.children]:
        return False
    offered = {option.value for option in new.options(lambda _name: ())}
    given = answer if isinstance(answer, list) and new.widget == "checkboxes" else [answer]
    return not offered or all(str(one) in offered for one in given)


def _read(tree: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        tree = tree.get(name) if isinstance(tree, Mapping) else None
    return tree


def _write(tree: dict[str, Any], path: tuple[str, ...], answer: Any) -> None:
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
    tree[path[-1]] = answer
