"""Which pages of a batch are one paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PAPER, BLANK, SEPARATOR = "paper", "blank", "separator"


@dataclass(frozen=True)
class Seen:
    """One page as the machine saw it. `document`: its file is a document of its own (PDF), not one image."""

    file: int
    kind: str
    document: bool = True
    code: str = ""
    key: str = ""


@dataclass(frozen=True)
class Piece:
    """One paper: its pages (places in the batch, from 0), and what the sheet before it named."""

    pages: tuple[int, ...]
    code: str = ""
    key: str = ""


def split(seen: Sequence[Seen]) -> list[Piece]:
    """The papers of a batch, in order; separators and blank pages belong to none.

    A separator ends a paper and names the next one. A new document begins a new paper too; images that follow
    each other are pages of one, since a scanner that writes images writes one for each page.
    """
    pieces: list[Piece] = []
    pages: list[int] = []
    target = ("", "")
    before: Seen | None = None
    for place, page in enumerate(seen):
        begins = before is not None and page.file != before.file and (page.document or before.document)
        if pages and (begins or page.kind == SEPARATOR):
            pieces.append(Piece(tuple(pages), *target))
            pages, target = [], ("", "")
        if page.kind == SEPARATOR:
            target = (page.code, page.key)
        elif page.kind == PAPER:
            pages.append(place)
        before = page
    if pages:
        pieces.append(Piece(tuple(pages), *target))
    return pieces
