"""Colours that stand on each other, read from the theme: WCAG 2.2 AA, 4.5 for text and 3 for edges."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEME = Path(__file__).resolve().parents[2] / "assets" / "src" / "scss" / "_theme.scss"
COLOURS = dict(re.findall(r"^\$([a-z-]+):\s*(#[0-9a-f]{6});", THEME.read_text(encoding="utf-8"), re.M))
TEXT = [
    ("white", "indigo"),
    ("indigo-mist", "indigo"),
    ("ink", "white"),
    ("ink", "wash"),
    ("ink", "grey-wash"),
    ("ink", "paper"),
    ("ink", "focus"),
    ("ink", "amber-wash"),
    ("ink", "blue-wash"),
    ("ink", "green-wash"),
    ("ink", "red-wash"),
    ("quiet", "white"),
    ("quiet", "wash"),
    ("quiet", "paper"),
    ("quiet", "blue-wash"),
    ("link", "white"),
    ("link", "paper"),
    ("link", "wash"),
    ("link", "blue-wash"),
    ("link", "red-wash"),
    ("link-deep", "white"),
    ("late", "white"),
    ("late", "wash"),
    ("late", "red-wash"),
    ("late", "blue-wash"),
    ("soon", "white"),
    ("soon", "wash"),
    ("soon", "blue-wash"),
    ("fine", "white"),
    ("fine", "wash"),
    ("fine", "blue-wash"),
    ("fine", "green-wash"),
    ("indigo", "blue-wash"),
    ("white", "indigo-deep"),
    ("white", "soon"),
    ("white", "soon-deep"),
    ("soon-deep", "amber-wash"),
]
EDGES = [
    ("grey", "white"),
    ("input-line", "white"),
    ("input-line", "wash"),
    ("gold-bright", "indigo"),
    ("focus", "indigo"),
    ("indigo", "paper"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text(front, back):
    assert ratio(COLOURS[front], COLOURS[back]) >= 4.5


@pytest.mark.parametrize(("front", "back"), EDGES)
def test_edges(front, back):
    assert ratio(COLOURS[front], COLOURS[back]) >= 3


def test_the_measure_is_right():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_ours_comes_from_the_theme():
    allowed = {"#fff", "#000"}
    for path in THEME.parent.glob("*.scss"):
        if path != THEME:
            loose = (
                set(re.findall(r"#[0-9a-fA-F]{3,6}\b(?![-\w{])", path.read_text(encoding="utf-8"))) - allowed
            )
            assert not loose, f"{path.name}: {loose}"
