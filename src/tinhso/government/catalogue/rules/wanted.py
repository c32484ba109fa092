"""What is asked for when procedures are opened: where, under which decision, and what fills the source's gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from tinhso.government.catalogue.rules.generated import Settled
from tinhso.government.catalogue.rules.generated.settled import Level

LEVELS: tuple[Level | str, ...] = ("", "province", "commune")
# On the day of reception: the number is then no length but the hour after which the next working day counts.
SAME_DAY = "SAME_DAY"
NO_HOUR = Decimal(24)
UNITS = ("HOUR", "WORKING_DAY", "DAY", "MONTH", SAME_DAY)


@dataclass(frozen=True)
class Wanted:
    """`agencies` empty: every competent agency (of `level`, where the record names several). `online` as the law
    of `valid_from` names it; `fit_online`: what the source does not offer online is opened without (in bulk).

    `limit` (of the unit SAME_DAY: the hour after which the next working day counts, 24 for none) with `limit_reason` and `fee` (đồng) with `fee_reason` count only where the source states none;
    `checked`: the stated limits were compared with the decision.
    """

    valid_from: date
    decision: str
    decided_on: date
    online: str
    agencies: tuple[UUID, ...] = ()
    level: str = ""
    valid_to: date | None = None
    effective_on: date | None = None
    reason: str = ""
    limit: tuple[Decimal, str] | None = None
    limit_reason: str = ""
    fee: int | None = None
    fee_reason: str = ""
    checked: bool = False
    fit_online: bool = False

    def settled(self, filing: str) -> Settled:
        """What the generated package is told; `filing` is the online level in today's words."""
        level: Any = self.level
        online: Any = filing
        return Settled(
            valid_from=self.valid_from,
            level=level,
            online=online,
            decision=self.decision,
            limit=self.limit,
            limit_reason=self.limit_reason,
            fee=self.fee,
            fee_reason=self.fee_reason,
            checked=self.checked,
        )


def limit_fault(limit: tuple[Decimal, str]) -> bool:
    """True for a limit that cannot be counted: unknown unit, nothing or ten years, half a day of the calendar."""
    value, unit = limit
    if unit == SAME_DAY:
        return not 0 < value <= NO_HOUR or bool(value % 1)
    return unit not in UNITS or not 0 < value <= 3650 or (unit in ("DAY", "MONTH") and bool(value % 1))


_DAYS = ("valid_from", "valid_to", "decided_on", "effective_on")


def to_json(wanted: Wanted) -> dict[str, Any]:
    """Plain JSON, for a job that is done later."""
    found = dict(vars(wanted))
    found |= {name: found[name].isoformat() if found[name] else None for name in _DAYS}
    found["agencies"] = [str(one) for one in wanted.agencies]
    found["limit"] = [str(wanted.limit[0]), wanted.limit[1]] if wanted.limit else None
    return found


def from_json(data: dict[str, Any]) -> Wanted:
    """What `to_json` wrote; `from_json(to_json(w)) == w`."""
    days = {name: date.fromisoformat(data[name]) if data[name] else None for name in _DAYS}
    limit = (Decimal(data["limit"][0]), data["limit"][1]) if data["limit"] else None
    agencies = tuple(UUID(one) for one in data["agencies"])
    return Wanted(**{**data, **days, "limit": limit, "agencies": agencies})
