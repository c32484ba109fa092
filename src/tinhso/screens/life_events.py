"""Cards of the home page: the catalogue's life events, at most eight, each with a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from tinhso.screens import doors

MOST = 8
# Drawings of the `icon` macro; an event of the folder names one of them.
ICONS = frozenset({"child", "heart", "house", "map", "shop", "case", "book", "car", "person", "paper"})
EXAMPLES = ("chứng thực bản sao", "mở quán ăn", "xây nhà", "người cao tuổi")


@dataclass(frozen=True)
class Card:
    """One life event: `key` is the address part in /viec/<key>/; `icon` names a drawing."""

    key: str
    title: str
    description: str
    icon: str


def examples() -> list[str]:
    """Questions to try, as far as they find something on this day: in another world an example may lead nowhere."""
    return [words for words in EXAMPLES if doors.finds(words)]


def cards() -> list[Card]:
    """What the catalogue offers, in its order; empty before a province is loaded (nothing to open)."""
    return [
        Card(event.key, event.title, event.description, event.icon if event.icon in ICONS else "paper")
        for event in doors.life_events()[:MOST]
    ]
