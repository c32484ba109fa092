"""From what was typed to what is stored: forgiving about form, never guessing about meaning.

`coerce` never raises and is idempotent: what it returns passes through it unchanged. What it cannot
read it keeps as typed, so that nothing is lost and the page can show it again beside the error.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tinhso.government.procedures.rules.forms.fields import Leaf
from tinhso.lib import text

KEEP = 20_000
_TRUE = {"true", "co", "yes", "1", "on"}
_FALSE = {"false", "khong", "no", "0", "off"}
# Letters of Vietnamese and its neighbours, with what ASCII has beside them: none of these is a picture.
_LETTERS = re.compile("[ -~\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(raw: Any) -> str:
    """Any scalar as clean text; lists and tables say nothing here."""
    if isinstance(raw, (list, dict)) or raw is None:
        return ""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    value = _SURROGATE.sub("", str(raw)[:KEEP])
    # Cutting and cleaning can each open the way for the other, so repeat until nothing changes.
    once = text.clean(value)
    return once if once == value else text.clean(once)


def coerce(leaf: Leaf, raw: Any) -> Any:
    """The stored value of one question, or None for no answer."""
    match leaf.widget:
        case "group":
            return _rows(leaf, raw)
        case "checkboxes":
            return _several(raw)
        case "address":
            return _address(raw)
        case "date":
            return _date(raw)
        case "yesno":
            return _yes_no(raw)
        case "money" | "number":
            return _number(raw, whole=leaf.schema.get("type") == "integer" or leaf.widget == "money")
        case "citizen_id" | "tax_number" | "phone":
            return _digits(leaf.widget, raw)
        case "textarea":
            return plain(raw) or None
        case _:
            return re.sub(r"\s+", " ", plain(raw)).strip() or None


def _rows(leaf: Leaf, raw: Any) -> list[dict[str, Any]] | None:
    rows = []
    for item in raw if isinstance(raw, list) else []:
        row: dict[str, Any] = {}
        for child in leaf.children:
            value = coerce(child, dig(item, child.path))
            if value is not None:
                put(row, child.path, value)
        if row:
            rows.append(row)
    return rows or None


def _several(raw: Any) -> list[str] | None:
    items = raw if isinstance(raw, (list, tuple)) else [raw]
    return list(dict.fromkeys(v for v in (plain(i) for i in items) if v)) or None


def _address(raw: Any) -> dict[str, str] | None:
    if not isinstance(raw, Mapping):
        raw = {"line": raw}
    kept = {key: re.sub(r"\s+", " ", plain(raw.get(key))) for key in ("commune", "line", "elsewhere")}
    if kept["commune"] and kept["commune"] != "other":
        kept["elsewhere"] = ""
    return {key: value for key, value in kept.items() if value} or None


def _date(raw: Any) -> Any:
    if isinstance(raw, date):
        return raw.isoformat()[:10]
    if isinstance(raw, Mapping):
        parts = {key: plain(raw.get(key)) for key in ("day", "month", "year")}
        if not any(parts.values()):
            return None
        return _iso(parts["year"], parts["month"], parts["day"]) or {k: v for k, v in parts.items() if v}
    value = plain(raw)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value):
        return _iso(*found.groups()) or value
    if found := re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", value):
        return _iso(found[3], found[2], found[1]) or value
    return value or None


def _iso(year: str, month: str, day: str) -> str | None:
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (year, month, day)):
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat() if int(year) >= 1000 else None
    except ValueError:
        return None


def _yes_no(raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    value = plain(raw)
    folded = text.fold(value)
    if folded in _TRUE:
        return True
    return False if folded in _FALSE else value or None


def _number(raw: Any, *, whole: bool) -> Any:
    """Vietnamese writing: dots between thousands, a comma before decimals; amounts also take commas."""
    if isinstance(raw, bool):
        return plain(raw)
    if isinstance(raw, int):
        return raw if abs(raw) < 10**18 else str(raw)[:40]
    if isinstance(raw, float):
        return raw if math.isfinite(raw) and not whole else plain(raw)
    value = plain(raw)
    compact = re.sub(r"\s|(?:đ|đồng|vnd|₫)$", "", value.lower())
    groups = r"[.,]" if whole else r"\."
    if re.fullmatch(rf"-?\d{{1,3}}({groups}\d{{3}}){{1,5}}|-?\d{{1,17}}", compact, re.ASCII):
        return int(re.sub(r"[.,]", "", compact))
    if not whole and re.fullmatch(r"-?\d{1,12}[.,]\d{1,6}", compact, re.ASCII):
        return float(compact.replace(",", "."))
    return value or None


def _digits(widget: str, raw: Any) -> str | None:
    value = plain(raw)
    compact = re.sub(r"[\s.\-()]", "", value)
    if widget == "phone" and compact.startswith("+84"):
        compact = "0" + compact[3:]
    return (compact if compact.isascii() and compact.isdigit() else value) or None


def has_symbol(value: str) -> bool:
    """True when the text holds pictures or unassigned characters that a paper cannot print."""
    if _LETTERS.fullmatch(value):
        return False
    return any(unicodedata.category(c) in {"So", "Cs", "Co", "Cn"} and c not in "°©®" for c in value)


def dig(tree: Any, path: Sequence[str]) -> Any:
    """The value at a path, or None."""
    for step in path:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(step)
    return tree


def put(tree: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Set the value at a path, making the tables on the way; None removes it."""
    for step in path[:-1]:
        below = tree.get(step)
        if not isinstance(below, dict):
            if value is None:
                return
            below = tree[step] = {}
        tree = below
    if value is None:
        tree.pop(path[-1], None)
    else:
        tree[path[-1]] = value
