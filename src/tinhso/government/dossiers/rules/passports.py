"""The number of a passport: nine characters at most on the paper (ICAO Doc 9303), kept as capitals and digits."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

# Doc 9303 gives the document number nine places; longer ones of some countries go on in the optional data.
_SHAPE = re.compile(r"(?=.*\d)[A-Z0-9]{5,15}")
_MARKS = re.compile(r"[\s<.\-]+")


def passport(text: str) -> str | None:
    """The number without spaces and marks, in capitals; None for what is no number of a passport."""
    found = _MARKS.sub("", text).upper()
    return found if _SHAPE.fullmatch(found) and found.isascii() else None


def passport_fault() -> str:
    """What is wrong with one that cannot be read."""
    return _("Số hộ chiếu gồm 5 đến 15 chữ cái và chữ số, ví dụ: C1234567.")
