"""Telephone numbers as people give them: Vietnamese mobile and landline numbers, foreign ones in E.164."""

from __future__ import annotations

import re

# Since the change of prefixes: mobile 03, 05, 07, 08, 09 and eight digits; landline 02, area and number.
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
# "+", country code, at most fifteen digits in all (ITU-T E.164).
_FOREIGN = re.compile(r"\+[1-9][0-9]{7,14}")
_BETWEEN = re.compile(r"[\s.()\-]")


def phone(typed: str) -> str | None:
    """The number without spaces, Vietnamese ones from 0, foreign ones from +; None for what is no number."""
    number = _BETWEEN.sub("", typed)
    if not number.isascii():
        return None
    for start in ("+84", "0084"):
        if number.startswith(start):
            number = "0" + number.removeprefix(start).removeprefix("0")
    if number.startswith("84") and len(number) in (11, 12):
        number = "0" + number[2:]
    if number.startswith("00"):
        number = "+" + number[2:]
    fits = _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) or _FOREIGN.fullmatch(number)
    return number if fits else None
