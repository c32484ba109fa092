"""What is wrong in a province folder, where, and the way out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. `file` is relative to the folder, `line` counts from 1 (0: the file as a whole)."""

    file: str
    line: int
    message: str
    way_out: str

    def as_dict(self) -> dict[str, str | int]:
        """For `--json`."""
        return asdict(self)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message} → {self.way_out}"


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that the writer most likely meant."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The way out for an unknown word: the nearest known one, or all of them."""
    found = nearest(word, known)
    if found:
        return _("Có phải bạn muốn viết “%(word)s”?") % {"word": found}
    return _("Chỉ dùng một trong: %(words)s.") % {"words": ", ".join(sorted(known))}
