"""Reading single cells of a record: each says what it could not read and never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tinhso.government.catalogue.rules.reasons import Unread
from tinhso.lib.text import clean

SHOWN = 200
ROWS = 500
# Bullets that word processors keep in a font's private range; on a page they are empty boxes.
_BULLETS = re.compile("[\uf000-\uf0ff]")
_UNSEEN = re.compile("[\u00ad\ud800-\udfff]")
_BROKEN = re.compile("[\ud800-\udfff]")
_ODD = re.compile("[\u00ad\ud800-\udfff\uf000-\uf0ff]")


def shown(value: object) -> str:
    """The start of a value as a report shows it, whatever it is."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, dict):
        text = "{…}" if value else "{}"
    elif isinstance(value, list):
        text = "[…]" if value else "[]"
    elif isinstance(value, int) and value.bit_length() > 1000:
        text = "…"
    else:
        text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    text = clean(_UNSEEN.sub("", text[: SHOWN * 2]))
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class Reading:
    """One pass over one record; `unread` gathers what was left behind."""

    def __init__(self) -> None:
        self.unread: list[Unread] = []

    def leave(self, field: str, value: object, reason: str) -> None:
        """Note something that is not taken over."""
        self.unread.append(Unread(field, shown(value), reason))

    def text(self, field: str, value: object, longest: int) -> str:
        """Clean text of at most `longest` characters, or "" with a note."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.leave(field, value, "not_text")
            return ""
        if len(value) > longest * 2:  # not worth cleaning
            self.leave(field, value, "too_long")
            return ""
        text = clean(self._seen(field, value) if _ODD.search(value) else value)
        if len(text) > longest:
            self.leave(field, text, "too_long")
            return ""
        return text

    def _seen(self, field: str, value: str) -> str:
        if _BROKEN.search(value):
            self.leave(field, value, "broken_character")
        return _BULLETS.sub("•", _UNSEEN.sub("", value))

    def rows(self, field: str, value: object, most: int = ROWS) -> list[object]:
        """The rows of a list, at most `most`."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.leave(field, value, "not_a_list")
            return []
        if len(value) > most:
            self.leave(field, value[most], "too_many")
        return value[:most]

    def tables(
        self, field: str, value: object, known: frozenset[str]
    ) -> Iterator[tuple[str, dict[str, object]]]:
        """The rows of a list of objects, each with its own path; cells that no one knows are noted."""
        for index, row in enumerate(self.rows(field, value)):
            path = f"{field}[{index}]"
            if not isinstance(row, dict):
                self.leave(path, row, "not_a_row")
                continue
            self.strangers(path, row, known)
            yield path, row

    def strangers(self, path: str, row: dict[str, object], known: frozenset[str]) -> None:
        """Note the cells that this shape does not have, e.g. misspelt names."""
        for name in sorted((str(key) for key in row if key not in known), key=shown)[:ROWS]:
            label = shown(name)[:60]
            self.leave(f"{path}.{label}" if path else label, row.get(name), "unknown_field")

    def words(self, field: str, value: object, longest: int) -> tuple[str, ...]:
        """A list of short texts; empty ones and repeated ones fall away."""
        read = (self.text(f"{field}[{i}]", row, longest) for i, row in enumerate(self.rows(field, value)))
        return tuple(dict.fromkeys(text for text in read if text))

    def whole(self, field: str, value: object) -> int | None:
        """A whole number, or None with a note; 2.0 counts as 2, true does not count."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.leave(field, value, "not_a_number")
            return None
        if isinstance(value, float):
            if not value.is_integer():  # infinity and NaN too
                self.leave(field, value, "not_a_number")
                return None
            return int(value)
        return value
