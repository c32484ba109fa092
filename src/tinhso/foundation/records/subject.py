"""What an entry speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Subject:
    """An object of the platform: its kind (`dossier`, `file`, `account` …) and its id or code.

    The id is a reference: a UUID or an official code, never a citizen ID.
    """

    kind: str
    id: UUID | str
