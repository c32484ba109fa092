"""References by which money finds its dossier again: one that people carry through their bank, one per transaction."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import datetime

# Crockford's letters: no I, L, O, U. Twelve signs survive any bank's transfer text.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX, BODY = "TS", 9
_SHAPE = re.compile(rf"(?={PREFIX}([{LETTERS}]{{{BODY + 1}}}))")
MOMENT = "%Y%m%d%H%M%S"


def new_reference() -> str:
    """A fresh reference of a payment request: `TS`, nine random signs, one check sign."""
    body = "".join(secrets.choice(LETTERS) for _turn in range(BODY))
    return f"{PREFIX}{body}{check_sign(body)}"


def check_sign(body: str) -> str:
    """Luhn's sign over 32 letters: any single misread sign, and nearly every swap of neighbours, shows."""
    total = 0
    for place, letter in enumerate(reversed(body)):
        worth = LETTERS.index(letter) * (2 - place % 2)
        total += worth // 32 + worth % 32
    return LETTERS[-total % 32]


def is_reference(text: str) -> bool:
    """True for a whole reference whose check sign fits."""
    signs = text[len(PREFIX) :]
    return (
        text.startswith(PREFIX)
        and len(signs) == BODY + 1
        and all(sign in LETTERS for sign in signs)
        and check_sign(signs[:-1]) == signs[-1]
    )


def found_in(text: str) -> list[str]:
    """The references that a bank's text carries, whatever case and spaces it put in; each once, in order."""
    tight = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    return list(dict.fromkeys(_candidates(tight)))


def _candidates(tight: str) -> Iterator[str]:
    for hit in _SHAPE.finditer(tight):
        if is_reference(PREFIX + hit[1]):
            yield PREFIX + hit[1]


def plain(code: str) -> str:
    """The letters and digits of a dossier's code."""
    return "".join(sign for sign in code if sign.isascii() and sign.isalnum())


def transaction_reference(code: str, at: datetime) -> str:
    """`MaThamChieu`: letters and digits of the dossier's code and the moment, 24-hour (payments.md §1.1)."""
    return f"{plain(code)}{at.strftime(MOMENT)}"
