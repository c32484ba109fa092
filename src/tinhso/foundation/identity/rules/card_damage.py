"""What a keyboard does to the text of a scanner that types: wrong layout, Telex or VNI, lost diacritics.

A keyboard-wedge scanner presses keys. The input method and the layout of the desk's computer then make other
characters of them; the text looks like a card's and is not. Nothing is guessed back: the clerk is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.lib.text import fold

# The digit row of the Vietnamese layout (TCVN 6064:1995) gives letters and tones in place of digits.
_ROW = set("ăâêôđ₫\u0300\u0309\u0303\u0301\u0323")
# Vietnamese read as another character set, and what cannot be shown at all.
_OTHER_SET = re.compile("á»|áº|Æ°|Ä‘|Ä\u0090|Ã[\u0080-\u00bf]|\ufffd")
# Letters that no Vietnamese syllable has, tone keys at its end, doubled letters: keys of Telex left standing.
_TELEX = re.compile(
    r"[aeiouy][a-z]*[fjwz]$|[aeiouy][srx]$|[aeiouy](?:n|m|ng|nh|c|ch|t|p)[srxfj]$|aa|ee|dd|[aou]w"
)
_BARS = "\\/~}]¦#^*"
# A clan's name of the Jrai that ends like a key of Telex.
_REAL = {"ksor"}


@dataclass(frozen=True)
class Damage:
    """One kind of damage in a sentence; `sure` when it cannot be a person's real name or address."""

    code: str
    sentence: str
    sure: bool = True


def of_keyboard(typed: str) -> Damage | None:
    """Damage that makes the whole text unreadable: a wrong layout or a wrong separator."""
    first = typed.split("|")[0][:12]
    if len(first) > 3 and sum(char in _ROW for char in first.lower()) * 2 >= len(first):
        return Damage(
            "vietnamese_layout",
            _("Bàn phím đang ở kiểu “Tiếng Việt” nên chữ số thành chữ. Hãy đổi sang kiểu US rồi quét lại."),
        )
    if "|" in typed:
        return None
    other = next((bar for bar in _BARS if typed.count(bar) >= 5), "")
    if other:
        sentence = _("Máy quét gõ “%(bar)s” thay cho dấu “|”. Hãy đổi bàn phím sang kiểu US rồi quét lại.")
        return Damage("wrong_separator", sentence % {"bar": other})
    return None


def of_words(name: str, sex: str, address: str) -> Damage | None:
    """Damage of the fields in words; a doubtful syllable or a building's foreign name is told, not dropped."""
    text = f"{name} {address}"
    if _OTHER_SET.search(f"{text} {sex}"):
        return Damage(
            "other_set", _("Máy quét gõ chữ có dấu bằng bảng mã khác. Hãy đặt máy quét xuất Unicode (UTF-8).")
        )
    if "?" in text:
        return Damage("question_marks", _("Chữ có dấu đã thành dấu hỏi. Hãy đặt máy quét xuất Unicode."))
    in_name, found = _telex(name), _telex(text)
    wrong_sex = bool(re.fullmatch(r"n(u|uw|ux|uwx|uxw)", sex.lower()))
    if found:
        sentence = _("Có chữ như “%(word)s”: phím Telex chưa thành dấu. Hãy tắt bộ gõ khi quét rồi quét lại.")
        return Damage("telex", sentence % {"word": found[0]}, sure=_sure(in_name, found) or wrong_sex)
    if wrong_sex or (len(address.split()) > 3 and fold(text) == text.lower()):
        return Damage("no_marks", _("Chữ trên thẻ đã mất dấu. Hãy đặt máy quét xuất Unicode rồi quét lại."))
    return None


def _telex(text: str) -> list[str]:
    """The syllables that look like keys of Telex left standing."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return [word for word in words if word.isascii() and word not in _REAL and _TELEX.search(word)]


def _sure(in_name: list[str], found: list[str]) -> bool:
    return (bool(in_name) and len(found) > 1) or len(found) > 3
