"""What an officer settles when a procedure of the national catalogue is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Level = Literal["province", "commune"]
Online = Literal["full", "partial", "none"]


@dataclass(frozen=True)
class Settled:
    """`level` empty: the lowest level that the record names. `limit` is (value, unit as in procedure.toml; of SAME_DAY the hour after which the next day counts, 24: none) for
    the ways of filing whose limit the source does not tell, `fee` đồng (0: none) where it tells no amount; each
    with the officer's reason. `checked`: the stated limits were compared with the decision `decision`."""

    valid_from: date
    level: Level | Literal[""] = ""
    online: Online = "none"
    decision: str = ""
    limit: tuple[Decimal, str] | None = None
    limit_reason: str = ""
    fee: int | None = None
    fee_reason: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Gaps:
    """What the source leaves open: ways of filing without a limit to count with, and a fee without amount."""

    limits: tuple[str, ...] = ()
    fee: bool = False


class NotGenerated(Exception):
    """No package can be made of a record; `code` is stable, the sentence is Vietnamese for officers."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
