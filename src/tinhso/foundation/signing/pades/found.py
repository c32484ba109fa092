"""What was found of one signature on a file, as plain values that may leave the process that read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from tinhso.foundation.signing.rules.standing import Facts

_MOMENTS = ("since", "until", "revoked_at", "stamped_at")


@dataclass(frozen=True)
class Found:
    """One signature. `claimed_at` is what the signer's own clock said; a time-stamp alone proves a moment.

    `locked_by`: later signatures that lock what was filled in after this one.
    `stamp`: a time-stamp over the whole file, not somebody's signature. `last`: nothing was added after it.
    """

    field_name: str
    facts: Facts
    name: str = ""
    organisation: str = ""
    title: str = ""
    issuer: str = ""
    serial: str = ""
    reason: str = ""
    claimed_at: datetime | None = None
    stamp: bool = False
    last: bool = True
    certificate: str = ""
    locked_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """A whole file: `fault` is empty, or `not_pdf`, `not_xml`, `damaged`, `encrypted`, `too_slow`."""

    fault: str = ""
    signatures: tuple[Found, ...] = field(default=())


def to_json(read: Read) -> dict[str, Any]:
    """Plain values; moments as text."""
    return _plain(asdict(read))  # type: ignore[no-any-return]


def from_json(told: dict[str, Any]) -> Read:
    """What `to_json` made."""
    every = []
    for one in told["signatures"]:
        facts: dict[str, Any] = one.pop("facts")
        facts |= {key: _moment(facts[key]) for key in _MOMENTS}
        one["claimed_at"] = _moment(one["claimed_at"])
        one["locked_by"] = tuple(one.get("locked_by") or ())
        every.append(
            Found(facts=Facts(**facts), **{f.name: one[f.name] for f in fields(Found) if f.name in one})
        )
    return Read(str(told["fault"]), tuple(every))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value
