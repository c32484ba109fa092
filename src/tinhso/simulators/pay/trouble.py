"""What goes wrong between a province, a platform and a bank, drawn from a seed so that the same day can be had again."""

from __future__ import annotations

import random
import threading
from collections import defaultdict

CALLS = (
    ("error_before", 0.04),  # 500, nothing was done
    ("error_after", 0.04),  # done, but answered with 500
    ("answer_lost", 0.06),  # done, the connection breaks before the answer
    ("forged_answer", 0.02),  # an answer whose code does not fit
)
NOTICES = (
    ("delayed", 0.15),
    ("repeated", 0.15),
    ("lost", 0.10),  # never sent
    ("forged_first", 0.08),  # somebody else's message comes before it
    ("altered", 0.05),  # an amount that is not the one paid, under a good code
    ("contradicted", 0.06),  # says failed although it was paid; asked, it tells the truth
    ("false_success", 0.04),  # says paid although nobody did (only for those that failed)
)
# What the platform's file and the bank's statement get wrong.
FILES = (("absent", 0.01), ("amount", 0.01), ("twice", 0.01))


class Trouble:
    """The misfortunes of one run. Without a seed there are none; `met` names whom each befell."""

    def __init__(self, seed: int | None) -> None:
        self.active = seed is not None
        self._random = random.Random(seed)  # noqa: S311 misfortune needs no secrecy
        self._lock = threading.Lock()
        self.met: dict[str, list[str]] = defaultdict(list)

    def draw(self, shares: tuple[tuple[str, float], ...], reference: str) -> str:
        """What befalls this one; empty for nothing."""
        with self._lock:
            at = self._random.random() if self.active else 1.0
            for name, share in shares:
                if at < share:
                    self.met[name].append(reference)
                    return name
                at -= share
        return ""

    def shuffled(self, rows: list[str]) -> list[str]:
        """The order in which notices leave."""
        with self._lock:
            if self.active:
                self._random.shuffle(rows)
        return rows

    def number(self, most: int) -> int:
        """1 … most."""
        with self._lock:
            return self._random.randint(1, most)
