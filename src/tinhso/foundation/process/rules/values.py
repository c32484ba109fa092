"""What the room tells others: plain frozen values, no engine types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

Facts = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """One thing in a BPMN or DMN file that cannot be executed, and how to mend it (Vietnamese)."""

    element_id: str
    line: int
    message: str
    way_out: str


@dataclass(frozen=True)
class StepSpec:
    """A user task of a definition. `hours` are working hours; `share` is a part (0–1) of the limit.

    `words` are what people read for an outcome; common outcomes may have none.
    """

    key: str
    name: str
    role: str
    kind: str
    agency: str
    hours: Decimal | None
    share: Decimal | None
    outcomes: tuple[str, ...]
    documentation: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Step:
    """A user task that waits for somebody in one run. The id is stable until the step is done."""

    id: str
    key: str
    name: str
    role: str
    kind: str
    agency: str
    hours: Decimal | None
    share: Decimal | None
    outcomes: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Progress:
    """What one act changed: the step it did, the steps it opened and closed undone, the facts now.

    `done` is empty for a message; `caught` is False when nothing in the run waited for the message.
    """

    done: str
    opened: list[Step] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    ended: bool = False
    data: Facts = field(default_factory=dict)
    caught: bool = True


@dataclass(frozen=True)
class Run:
    """A run as it stands after an act; `steps` are those that wait now."""

    id: UUID
    spec_id: str
    subject_id: UUID
    status: str
    data: Facts
    steps: list[Step]


@dataclass(frozen=True)
class Rehearsal:
    """A process played through in memory: the steps' keys as they were done, and the facts at the end."""

    route: tuple[str, ...]
    data: Facts
