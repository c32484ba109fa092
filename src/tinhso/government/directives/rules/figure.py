"""The figure that a task was given from: its name, its value as it was shown, the page that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A place on this site: one slash, then anything but a second one, a backslash or a control character.
_PLACE = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f]*")


@dataclass(frozen=True)
class Figure:
    """All three may be empty: then the task came from no figure."""

    name: str = ""
    value: str = ""
    page: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)

    @property
    def href(self) -> str:
        """The page when it lies on this site; empty otherwise."""
        return self.page if _PLACE.fullmatch(self.page) else ""
