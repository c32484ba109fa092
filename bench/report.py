"""The table for people, and the same as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.lines import Measured

HEAD = ("what", "clients", "rate", "p50 ms", "p95 ms", "p99 ms", "CPU ms each", "raw limit", "bar", "")


def table(found: list[Measured]) -> str:
    """Markdown, one row for each line."""
    rows = [HEAD, ("---",) * len(HEAD), *(_row(one) for one in found)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(one: Measured) -> tuple[str, ...]:
    bar = f"≥ {one.bar_rate:g}{one.unit}" if one.bar_rate else ""
    if one.bar_p95 != float("inf"):
        bar += f"{', ' if bar else ''}p95 ≤ {one.bar_p95:g}"
    raw = f"{one.raw:g}{one.unit} ({one.raw_is})" if one.raw == one.raw else ""
    verdict = ("holds" if one.holds else "**below**") if bar else ""
    return (
        one.name,
        str(one.clients),
        f"{one.rate:g}{one.unit}",
        *(f"{value:g}" if value == value else "" for value in (one.p50, one.p95, one.p99)),
        ", ".join(f"{name} {spent:g}" for name, spent in sorted(one.cost.items(), key=lambda item: -item[1])),
        raw,
        bar,
        " ".join(filter(None, (verdict, one.note))),
    )


def write(path: Path, machine: dict[str, Any], found: list[Measured]) -> None:
    """All results with the machine they were taken on."""
    content = {"machine": machine, "lines": [one.as_json() for one in found]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
