"""The three examples that every package proves itself with, made of made-up people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tinhso.government.catalogue.rules.generated import form, terms
from tinhso.government.catalogue.rules.generated.process import ROUTES
from tinhso.government.catalogue.rules.generated.settled import Settled
from tinhso.government.catalogue.rules.generated.texts import toml
from tinhso.government.catalogue.rules.shapes import Record

TITLES = {"plain": "Hồ sơ đủ", "supplemented": "Hồ sơ phải bổ sung", "refused": "Tờ khai thiếu"}


def examples(
    record: Record, level: str, settled: Settled, asked: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """examples/*.toml by name; `asked` are the rows [[components]]."""
    return {f"examples/{kind}.toml": _example(record, kind, level, settled, asked) for kind in TITLES}


def _example(
    record: Record, kind: str, level: str, settled: Settled, asked: Sequence[Mapping[str, Any]]
) -> str:
    data = form.sample(record)
    case = data.get("case", "")
    needed = [row["key"] for row in asked if row["case"] in ("", case)]
    expect: dict[str, Any] = {"route": list(ROUTES[level]), "components": needed}
    if kind == "refused":
        data["request"] = {"details": "Quên ghi việc cần làm"}
        expect["errors"] = ["request.summary"]
    head = [
        f'title = "{TITLES[kind]}"',
        f'kind = "{kind}"',
        f'channel = "{terms.channels(record)[0]}"',
        f"received = {settled.valid_from.isoformat()}T09:00:00+07:00",
    ]
    if kind == "supplemented" and needed:
        head.append(f'supplement = ["{needed[0]}"]')
    parts = ["\n".join(head) + "\n"]
    parts += [f"[{name}]\n{toml(table)}" for name, table in _tables(data)]
    # An empty list says something here ("no paper is asked for"), so it is written out.
    told = ", ".join(f'"{key}"' for key in needed)
    expect.pop("components")
    parts.append(f"[expect]\n{toml(expect)}components = [{told}]\n")
    return "\n".join(parts)


def _tables(data: dict[str, Any], name: str = "data") -> list[tuple[str, dict[str, Any]]]:
    """Nested answers as TOML tables, each under its dotted name."""
    plain = {key: value for key, value in data.items() if not isinstance(value, dict)}
    found = [(name, plain)]
    for key, value in data.items():
        if isinstance(value, dict):
            found += _tables(value, f"{name}.{key}")
    return found
