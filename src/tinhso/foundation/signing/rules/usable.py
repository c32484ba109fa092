"""Whether one may sign with a certificate now. Pure. Luật Giao dịch điện tử 2023; NĐ 68/2024; TT 15/2025/TT-BKHCN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.foundation.signing.rules.algorithms import fault

STATE, PUBLIC = "state", "public"


@dataclass(frozen=True)
class Known:
    """What is known of a certificate before anybody is asked. `usages`: names of its key usage, None without any."""

    key: str
    bits: int
    usages: frozenset[str] | None
    valid_since: datetime
    valid_until: datetime
    bound_since: date
    bound_until: date | None
    suspended: bool = False
    ended: bool = False


def regime_of(holder: str) -> str:
    """The only regime whose certificates a holder may use: `officer` and `agency` sign with the state's own
    (NĐ 68/2024), `resident` (people and enterprises) with those of the public services (NĐ 23/2025)."""
    return STATE if holder in ("officer", "agency") else PUBLIC


def cannot(known: Known, moment: datetime, day: date) -> str:
    """Why nobody may sign with it at this moment: the gravest reason first; empty when one may.

    `ended`, `suspended`, `too_early`, `expired`, `not_bound`, `usage`, `weak`. Whether it was taken back is asked of others.
    """
    mechanism = {"rsa": "rsassa_pss", "ec": "ecdsa"}.get(known.key, "")
    ladder = (
        (known.ended, "ended"),
        (known.suspended, "suspended"),
        (moment < known.valid_since, "too_early"),
        (moment > known.valid_until, "expired"),
        (day < known.bound_since or (known.bound_until is not None and day > known.bound_until), "not_bound"),
        (known.usages is not None and not known.usages & {"digital_signature", "non_repudiation"}, "usage"),
        (bool(fault(known.key, known.bits, "sha256", mechanism, making=True)), "weak"),
    )
    return next((why for so, why in ladder if so), "")
