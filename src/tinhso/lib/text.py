"""Vietnamese text: one stored form (NFC), folding for search, and an order that needs no locale."""

from __future__ import annotations

import re
import unicodedata

# Bidi overrides and isolates, zero-width characters, and C0/C1 controls except tab and newline.
_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile(r"[ \t\u00a0]+")
# Vietnamese dictionary order: letters first, then tones (ngang, huyền, hỏi, ngã, sắc, nặng).
_LETTERS = {c: i for i, c in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def has_forbidden(value: str) -> bool:
    """True when the text holds control, bidi or invisible characters."""
    return bool(_FORBIDDEN.search(value))


def clean(value: str) -> str:
    """NFC, without control or bidi characters, spaces collapsed, ends trimmed."""
    value = unicodedata.normalize("NFC", value)
    value = _FORBIDDEN.sub("", value.replace("\r\n", "\n"))
    return _SPACES.sub(" ", value).strip()


def fold(value: str) -> str:
    """Lower case without diacritics: 'Đường Hoà' and 'duong hòa' meet."""
    decomposed = unicodedata.normalize("NFD", value.lower().replace("đ", "d").replace("Đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sort_key(value: str) -> str:
    """A key whose byte order is the Vietnamese dictionary order of the text.

    Letters decide first (a ă â … d đ …), tones break ties syllable by syllable, case last.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", value.lower()):
        base, tone = _split(char)
        if base in _LETTERS:
            letters.append(f"{_LETTERS[base] + 10:02d}")
            tones.append(tone)
        elif char.isascii() and char.isdigit():
            letters.append(f"0{char}")
        elif char.isspace():
            letters.append("  ")
    return f"{''.join(letters)}|{''.join(tones)}"


def _split(char: str) -> tuple[str, str]:
    """One NFC character as (letter with its own mark, tone digit)."""
    tone = "0"
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def digits(value: str) -> str:
    """Only the ASCII digits of the text."""
    return "".join(c for c in value if c.isascii() and c.isdigit())
