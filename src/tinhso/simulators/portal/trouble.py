"""What goes wrong between two systems on a bad day, drawn from a seed so that the same day can be had again."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

# Shares of calls that meet each misfortune.
CALLS = (
    ("error_before", 0.04),  # 500, nothing was done
    ("error_after", 0.04),  # done, but answered with 500
    ("answer_lost", 0.08),  # done, the connection breaks before the answer
    ("late", 0.09),  # the connection breaks; it is done some calls later
    ("session", 0.06),  # the session has run out
    ("down", 0.015),  # down for a while
)
PUSHES = (
    ("delayed", 0.2),
    ("repeated", 0.2),
    ("answer_unheard", 0.1),
    ("altered", 0.04),
    ("broken_file", 0.05),
    ("lost", 0.06),  # believed sent, never arrives, never sent again by itself
)


@dataclass
class Trouble:
    """The misfortunes of one run. Without a seed there are none."""

    seed: int | None = None
    on: bool = True
    down_for: int = 0
    met: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 misfortune needs no secrecy
        self._lock = threading.Lock()
        self._late: list[tuple[int, Callable[[], None]]] = []

    @property
    def active(self) -> bool:
        """True when things go wrong."""
        return self.on and self.seed is not None

    def of_call(self) -> str:
        """What befalls the next call; empty for nothing."""
        with self._lock:
            self._ripen()
            if not self.active:
                return ""
            if self.down_for:
                self.down_for -= 1
                return "down"
            drawn = self._draw(CALLS)
            if drawn == "down":
                self.down_for = self._random.randint(2, 8)
            return drawn

    def of_push(self) -> str:
        """What befalls the next push to the province."""
        with self._lock:
            return self._draw(PUSHES) if self.active else ""

    def shuffled(self, rows: list[int]) -> list[int]:
        """The order in which packages leave on a bad day."""
        with self._lock:
            if self.active:
                self._random.shuffle(rows)
            return rows

    def later(self, what: Callable[[], None]) -> None:
        """Do it some calls from now: what the caller believes lost comes after all."""
        with self._lock:
            self._late.append((self._random.randint(1, 12), what))

    def settle(self) -> None:
        """The line is good again: everything that hangs arrives, nothing more goes wrong."""
        with self._lock:
            self.on, self.down_for = False, 0
            left, self._late = self._late, []
        for _calls, what in left:
            what()

    def _ripen(self) -> None:
        ripe = [what for calls, what in self._late if calls <= 1]
        self._late = [(calls - 1, what) for calls, what in self._late if calls > 1]
        for what in ripe:
            what()

    def _draw(self, shares: tuple[tuple[str, float], ...]) -> str:
        at = self._random.random()
        for name, share in shares:
            if at < share:
                self.met[name] = self.met.get(name, 0) + 1
                return name
            at -= share
        return ""
