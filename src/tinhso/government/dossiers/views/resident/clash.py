"""Two windows or two devices on one page of a draft: whoever saves second is told, and nothing typed is lost.

A page carries what it was drawn from (`_seen`: the draft's version and a digest of this page's own answers).
Another page saved meanwhile is no clash: the two do not touch each other. The same page saved meanwhile is one,
unless it was saved with the very same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from tinhso.government.procedures import api as procedures

FIELD = "_seen"


@dataclass(frozen=True)
class Clash:
    """What differs between the saved page and the typed one: rows of (question, saved, typed)."""

    saved_at: datetime
    rows: tuple[tuple[str, str, str], ...] = ()


def seen(version: int, part: Any) -> str:
    """What the hidden field of a page says; `part` is this page's own saved answers."""
    text = dumps(part, sort_keys=True, ensure_ascii=False, default=str)
    return f"{version}-{sha256(text.encode()).hexdigest()[:16]}"


def changed(typed: Mapping[str, Any], version: int, part: Any) -> bool:
    """True when the page that was typed into was drawn from other answers than those saved now.

    A post without the mark (an old page, another client) asks for no check.
    """
    said, now = str(typed.get(FIELD, "")), seen(version, part)
    return bool(said) and said.rpartition("-")[2] != now.rpartition("-")[2]


def seen_version(typed: Mapping[str, Any]) -> int | None:
    """The version of the draft that the page was drawn from; None when it does not say."""
    number = str(typed.get(FIELD, "")).partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def form_rows(
    form: procedures.Form, key: str, saved: Mapping[str, Any], typed: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """The answers of one form page that differ, in words."""
    kept, new = _answers(form, key, saved), _answers(form, key, typed)
    paths = [*new, *(path for path in kept if path not in new)]
    asked = {path: (new.get(path) or kept[path])[0] for path in paths}
    return differing((asked[path], kept.get(path, ("", ""))[1], new.get(path, ("", ""))[1]) for path in paths)


def _answers(form: procedures.Form, key: str, data: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    pages = [page for page in form.summary(data) if page.key == key]
    return {path: (question, answer) for page in pages for question, answer, path in page.rows}


def differing(rows: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Only the rows where the saved and the typed answer differ."""
    return tuple(row for row in rows if row[1] != row[2])
