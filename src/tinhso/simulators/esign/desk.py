"""What waits for a confirmation, and what goes wrong on the way."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tinhso.simulators.esign import keys

LIFE = 300.0
TROUBLES = ("", "refuse", "lose", "wrong", "error", "swap")


@dataclass
class Asked:
    """One confirmation: whose, for what, and what became of it (pending, done, declined, expired)."""

    number: str
    user: str
    words: str
    digests: dict[str, bytes]
    at: float
    state: str = "pending"
    values: dict[str, str] = field(default_factory=dict)
    repeats: int = 0


class Desk:
    """All confirmations of this process. `after`: seconds until one is confirmed by itself; negative for never."""

    def __init__(self, folder: Path, after: float, authority: str = "") -> None:
        self.folder, self.after, self.authority, self.trouble = folder, after, authority, ""
        self._all: dict[str, Asked] = {}
        self._lock = threading.Lock()
        self.signed = 0

    def ask(self, number: str, user: str, words: str, digests: dict[str, bytes]) -> Asked:
        """The same number again is the same confirmation, whatever else it says."""
        with self._lock:
            found = self._all.get(number)
            if found is not None:
                found.repeats += 1
                return found
            made = Asked(number, user, words, digests, time.monotonic())
            self._all[number] = made
        return made

    def told(self, number: str) -> Asked | None:
        """Where one stands now."""
        with self._lock:
            found = self._all.get(number)
        if found is None:
            return None
        if self.trouble == "lose":
            return found
        age = time.monotonic() - found.at
        if found.state == "pending" and age > LIFE:
            found.state = "expired"
        elif found.state == "pending" and 0 <= self.after <= age:
            self.judge(number, self.trouble != "refuse")
        return found

    def judge(self, number: str, yes: bool) -> None:
        """What the person pressed on the telephone. A second time changes nothing."""
        with self._lock:
            found = self._all.get(number)
            if found is None or found.state != "pending":
                return
            found.state = "done" if yes else "declined"
            if yes:
                found.values = {ref: self._value(found.user, digest) for ref, digest in found.digests.items()}
                self.signed += len(found.values)
                if self.trouble == "swap":
                    refs = list(found.values)
                    found.values = dict(zip(refs, [found.values[ref] for ref in reversed(refs)], strict=True))

    def _value(self, user: str, digest: bytes) -> str:
        if self.trouble == "wrong":
            digest = hashlib.sha256(digest).digest()
        return keys.sign(self.folder, user, digest)

    def waiting(self) -> list[Asked]:
        """Those nobody has answered."""
        with self._lock:
            return [one for one in self._all.values() if one.state == "pending"]
