"""What an entry's facts may hold: references, never a name, an address or an ID number.

Personal values go into `digests`, which are salted per object, so that erasing a salt erases them
while the chain stays whole.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from tinhso.foundation.records.rules.entry import moment

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_REFERENCE = re.compile(r"[^\s\x00-\x20\x7f]{0,200}")
# Twelve digits of a citizen ID, alone or in groups; not the inside of a longer hexadecimal value.
_ID_NUMBER = re.compile(r"(?<![0-9A-Fa-f])\d{12}(?![0-9A-Fa-f])")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_PERSONAL_KEYS = frozenset(
    [
        "name",
        "full_name",
        "owner_name",
        "filer_name",
        "citizen_id",
        "id_number",
        "passport",
        "phone",
        "mobile",
        "email",
        "address",
        "birth_date",
        "date_of_birth",
        "gender",
        "ethnicity",
        "religion",
        "tax_number",
        "bank_account",
        "password",
        "secret",
        "token",
    ]
)
_LARGEST = 10**11
_DEEPEST = 4


class NotAReference(ValueError):
    """A fact that could name a person; a fault of the calling code, not of a user."""


def references(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as plain JSON. Raises NotAReference for a personal key, free text or an ID number.

    UUIDs, dates, moments, decimals and enums become text; text must be one word such as a code.
    """
    return {_key(key): _value(value, key, 1) for key, value in facts.items()}


def _key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise NotAReference(f"fact key {key!r} is not a plain identifier")
    if key in _PERSONAL_KEYS:
        raise NotAReference(f"fact {key!r} is personal: give it as a digest")
    return key


def _value(value: Any, key: str, depth: int) -> Any:
    if depth > _DEEPEST:
        raise NotAReference(f"fact {key!r} is nested too deep")
    if isinstance(value, Enum):
        return _value(value.value, key, depth)
    if value is None or isinstance(value, bool | int):
        return _number(value, key)
    if isinstance(value, dict):
        return {_key(k): _value(v, k, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [_value(item, key, depth + 1) for item in items]
    return _text(value, key)


def _number(value: bool | int | None, key: str) -> bool | int | None:
    if isinstance(value, int) and abs(value) >= _LARGEST:
        raise NotAReference(f"fact {key!r} is a number as long as a citizen ID")
    return value


def _text(value: Any, key: str) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    if not isinstance(value, str):
        raise NotAReference(f"fact {key!r} is a {type(value).__name__}")
    if not _REFERENCE.fullmatch(value):
        raise NotAReference(f"fact {key!r} is free text: give it as a digest")
    # An id within a reference ("file:…") ends in twelve digits now and then, and is nobody's number.
    if _ID_NUMBER.search(_UUID.sub("", value)):
        raise NotAReference(f"fact {key!r} holds twelve digits like a citizen ID")
    return value
