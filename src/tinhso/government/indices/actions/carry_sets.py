"""Sets of indices between the folder and the database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import tomlkit

from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import now
from tinhso.government.indices.folder import FILES
from tinhso.government.indices.models import IndexSet


def load(folder: Folder) -> None:
    """One row for each file; a version made on screen is not overwritten by the file of the same day."""
    for name in folder.matching(FILES):
        content = plain(folder.toml(name).data)
        head = content["set"]
        first = date.fromisoformat(head["valid_from"])
        row = IndexSet.objects.filter(key=head["key"], valid_from=first).first()
        if row is None:
            row = IndexSet(key=head["key"], valid_from=first, made_at=now())
        elif row.content == content or (row.on_screen and not content.get("component")):
            continue
        row.audience, row.content, row.on_screen = head["audience"], content, False
        row.save()
    settle_days()


def settle_days() -> None:
    """A version ends the day before the next one of its set."""
    rows = list(IndexSet.objects.order_by("key", "valid_from"))
    for row, after in zip(rows, [*rows[1:], None], strict=False):
        own = row.content["set"].get("valid_to")
        last = date.fromisoformat(own) if own else None
        if after is not None and after.key == row.key:
            last = min(last or date.max, after.valid_from - timedelta(days=1))
        if row.valid_to != last:
            row.valid_to = last
            row.save(update_fields=["valid_to"])


def export() -> dict[str, str]:
    """`indices/sets/<key>-<year>.toml`, with the day where a year has two."""
    found = {}
    for row in IndexSet.objects.all():
        name = FILES.replace("*", f"{row.key}-{row.valid_from:%Y%m%d}")
        found[name] = tomlkit.dumps(typed(row.content))
    return found


def plain(content: Any) -> Any:
    """Days as texts and numbers as they are, so that JSON can keep them."""
    if isinstance(content, dict):
        return {key: plain(value) for key, value in content.items()}
    if isinstance(content, list):
        return [plain(one) for one in content]
    return content.isoformat() if isinstance(content, date) else content


def typed(content: dict[str, Any]) -> dict[str, Any]:
    """The other way: the days of the head are days again."""
    order = ("key", "title", "audience", "decision", "decided_on", "valid_from", "valid_to", "points", "components", "mains",
             "source", "trust", "note")  # fmt: skip
    head = {key: content["set"][key] for key in order if key in content["set"]}
    for key in ("decided_on", "valid_from", "valid_to"):
        if key in head:
            head[key] = date.fromisoformat(head[key])
    rest = {
        part: [_ordered(one) for one in content[part]]
        for part in ("group", "main", "component")
        if content.get(part)
    }
    return {"set": head, **rest}


def _ordered(row: dict[str, Any]) -> dict[str, Any]:
    """Columns in the order of the files: the database keeps its own."""
    order = ("key", "group", "main", "main_name", "code", "name", "points", "components", "mains", "kind", "rule", "evidence", "source",
             "verifier", "trust", "note")  # fmt: skip
    return {key: row[key] for key in order if key in row}
