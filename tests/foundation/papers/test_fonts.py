"""The fonts that we ship: every letter a paper may show, in all four faces."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from tinhso.foundation.papers.machine.press import FONTS
from tinhso.foundation.papers.rules.letters import _OWN

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_no_letter_is_missing(face: str) -> None:
    glyphs = TTFont(FONTS / f"Tinos-{face}.ttf").getBestCmap()
    wanted = set(VIETNAMESE + VIETNAMESE.upper() + "₫–“”…") | (_OWN - {"\n"})
    assert not {letter for letter in wanted if ord(letter) not in glyphs}


def test_every_vietnamese_letter_is_printable() -> None:
    assert set(VIETNAMESE + VIETNAMESE.upper()) <= _OWN


def test_the_licence_lies_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
