"""What an import does to what is held: pure comparison by code and digest."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

# A whole file that lacks more than this share of what is held is more likely a part of the catalogue.
MOST_VANISHED = 0.2
FEW = 10


@dataclass(frozen=True)
class Held:
    """The open version of a code: its digest, and whether it is marked as vanished."""

    digest: str
    vanished: bool


@dataclass
class Plan:
    """Codes by what happens to them; `returned` may be in `changed` too."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    returned: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True when nothing at all would be written."""
        return not (self.added or self.changed or self.returned or self.vanished)


def plan(held: Mapping[str, Held], digests: Mapping[str, str], seen: Set[str], *, whole: bool) -> Plan:
    """Compare. Only a whole file can tell that a record has vanished."""
    made = Plan()
    for code, digest in digests.items():
        have = held.get(code)
        if have is None:
            made.added.append(code)
            continue
        if have.digest != digest:
            made.changed.append(code)
        else:
            made.unchanged += 1
        if have.vanished:
            made.returned.append(code)
    if whole:
        made.vanished = sorted(code for code, have in held.items() if not have.vanished and code not in seen)
    return made


def too_many_vanish(held: Mapping[str, Held], made: Plan) -> bool:
    """True when so many would be marked that the file is likely only a part."""
    living = sum(1 for have in held.values() if not have.vanished)
    return len(made.vanished) > max(FEW, living * MOST_VANISHED)
