"""HTML form posts, flat and textual, as a tree: `child.name`, `parents.0.name`, `born__day`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tinhso.government.procedures.rules.forms.fields import Leaf
from tinhso.government.procedures.rules.forms.values import put

MAX_ROWS = 50


def is_flat(submitted: Mapping[str, Any]) -> bool:
    """True for a post (names with dots, or a QueryDict), false for a tree of data."""
    return hasattr(submitted, "getlist") or any("." in str(k) or "__" in str(k) for k in submitted)


def tree_of(leaves: Sequence[Leaf], post: Mapping[str, Any]) -> dict[str, Any]:
    """The raw answers of these questions; names the form does not know are left out."""
    tree: dict[str, Any] = {}
    for leaf in leaves:
        raw = _raw(leaf, post, leaf.name)
        if raw is not None:
            put(tree, leaf.path, raw)
    return tree


def _raw(leaf: Leaf, post: Mapping[str, Any], name: str) -> Any:
    match leaf.widget:
        case "group":
            return _group(leaf, post, name)
        case "checkboxes":
            return _list(post, name)
        case "date":
            # The date macro of the screens writes name__day; an API client may write name.day.
            parts = {
                part: post_value
                if (post_value := _one(post, f"{name}__{part}")) is not None
                else _one(post, f"{name}.{part}")
                for part in ("day", "month", "year")
            }
            return parts if any(v is not None for v in parts.values()) else _one(post, name)
        case "address":
            return {part: _one(post, f"{name}.{part}") for part in ("commune", "line", "elsewhere")}
        case _:
            return _one(post, name)


def _group(leaf: Leaf, post: Mapping[str, Any], name: str) -> list[Any]:
    prefix = name + "."
    numbers = {str(key)[len(prefix) :].split(".")[0] for key in post if str(key).startswith(prefix)}
    rows = sorted(int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) <= 4)[:MAX_ROWS]
    found = []
    for number in rows:
        row: dict[str, Any] = {}
        for child in leaf.children:
            raw = _raw(child, post, f"{prefix}{number}.{child.name}")
            if raw is not None:
                put(row, child.path, raw)
        found.append(row)
    return found


def _one(post: Mapping[str, Any], name: str) -> Any:
    value = post.get(name)
    if isinstance(value, (list, tuple)):
        return value[-1] if value else None
    return value


def _list(post: Mapping[str, Any], name: str) -> list[Any]:
    getlist = getattr(post, "getlist", None)
    if getlist:
        return list(getlist(name))
    value = post.get(name)
    return list(value) if isinstance(value, (list, tuple)) else [value]
