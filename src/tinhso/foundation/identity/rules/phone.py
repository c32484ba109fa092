"""Mobile telephone numbers of Viet Nam: ten digits, with the prefixes of the numbering plan."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

# 03x (Viettel), 05x (Vietnamobile, Gmobile, Reddi), 07x (MobiFone), 08x, 09x: two digits after the zero.
_PREFIXES = frozenset(
    [
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "38",
        "39",
        "52",
        "55",
        "56",
        "58",
        "59",
        "70",
        "76",
        "77",
        "78",
        "79",
        "81",
        "82",
        "83",
        "84",
        "85",
        "86",
        "87",
        "88",
        "89",
        "90",
        "91",
        "92",
        "93",
        "94",
        "96",
        "97",
        "98",
        "99",
    ]
)
_SEPARATORS = re.compile(r"[\s.\-()]")


def normalise(text: str) -> str:
    """The national form: '+84 912 345 678' → '0912345678'. Letters are left for `fault` to find."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    for prefix in ("+84", "0084"):
        if plain.startswith(prefix):
            return "0" + plain[len(prefix) :].removeprefix("0")
    return "0" + plain[2:] if plain.startswith("84") and len(plain) == 11 else plain


def fault(number: str) -> str | None:
    """What is wrong with a normalised number, as a sentence; None when nothing is."""
    if not (number.isascii() and number.isdigit()) or len(number) != 10 or number[0] != "0":
        return _("Số điện thoại di động phải có 10 chữ số, bắt đầu bằng số 0.")
    if number[1:3] not in _PREFIXES:
        return _("Số điện thoại này không có đầu số di động của Việt Nam. Hãy xem lại.")
    return None
