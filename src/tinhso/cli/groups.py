"""Commands of one name that several rooms fill: `procedures new` of one room, `procedures import` of another."""

from __future__ import annotations

from typing import Any


def group(commands: Any, name: str, help: str) -> Any:
    """The subcommands of `name`, made by whichever room asks first.

    `commands` is what `register(commands)` receives; the answer takes `add_parser` like it does.
    """
    known: dict[str, Any] = commands.__dict__.setdefault("tinhso_groups", {})
    if name not in known:
        parser = commands.add_parser(name, help=help)
        known[name] = parser.add_subparsers(dest=f"{name}_command", required=True, metavar="VIỆC")
    return known[name]
