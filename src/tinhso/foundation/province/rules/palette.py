"""The colours of the pages, from the eleven that a province names: shades are made here, contrast is checked.

Colours are texts such as `#17305c`. The theme's own shades hold while a province keeps the theme's colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tinhso.foundation.province.rules.settings import SECTIONS, contrast

THEME: dict[str, str] = {key: known.default for key, known in SECTIONS["brand"].items()}
# Shade → (the colour it is made of, what is mixed in, how much of that), and how the theme has it.
SHADES: dict[str, tuple[str, str, float]] = {
    "primary-deep": ("primary", "#000000", 0.3),
    "primary-mist": ("primary", "#ffffff", 0.82),
    "gold-bright": ("gold", "#ffffff", 0.25),
    "paper-line": ("paper", "#000000", 0.08),
    "link-deep": ("link", "#000000", 0.3),
    "soon-deep": ("soon", "#000000", 0.22),
}
THEME_SHADES = {
    "primary-deep": "#0f2244",
    "primary-mist": "#d5e0f2",
    "gold-bright": "#e0aa3e",
    "paper-line": "#e8dec6",
    "link-deep": "#0d3870",
    "soon-deep": "#6b4500",
}
TEXT, EDGE = 4.5, 3.0
# What stands on what: (front, back, least ratio). WCAG 2.2 AA asks 4.5 for text and 3 for edges and signs.
# A back that is no name is a colour of the theme that no province changes.
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("primary", "#ffffff", TEXT),
    ("primary", "paper", TEXT),
    ("primary", "#e6edf9", TEXT),
    ("primary-mist", "primary", TEXT),
    ("gold-bright", "primary", EDGE),
    ("focus", "primary", EDGE),
    ("link", "#ffffff", TEXT),
    ("link", "paper", TEXT),
    ("link", "#f4f6fa", TEXT),
    ("link", "#e6edf9", TEXT),
    ("link", "#fdeceb", TEXT),
    ("quiet", "#ffffff", TEXT),
    ("quiet", "paper", TEXT),
    ("quiet", "#f4f6fa", TEXT),
    ("quiet", "#e6edf9", TEXT),
    ("late", "#ffffff", TEXT),
    ("late", "#fdeceb", TEXT),
    ("late", "#e6edf9", TEXT),
    ("soon", "#ffffff", TEXT),
    ("soon", "#e6edf9", TEXT),
    ("soon-deep", "#fdf0c9", TEXT),
    ("fine", "#ffffff", TEXT),
    ("fine", "#dff3ea", TEXT),
    ("fine", "#e6edf9", TEXT),
    ("ink", "#ffffff", TEXT),
    ("ink", "paper", TEXT),
    ("ink", "focus", TEXT),
    ("ink", "#e7eaf0", TEXT),
)


def palette(brand: Mapping[str, str]) -> dict[str, str]:
    """Every colour by name: those of the brand, and the shades made of them."""
    colours = {name: brand.get(name, colour) for name, colour in THEME.items()}
    for name, (source, other, share) in SHADES.items():
        own = colours[source] == THEME[source]
        colours[name] = THEME_SHADES[name] if own else mixed(colours[source], other, share)
    return colours


def mixed(colour: str, other: str, share: float) -> str:
    """`share` (0–1) of the other colour in the one."""
    parts = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def too_faint(brand: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """(brand colour at fault, what it stands on or carries, ratio needed) of pairs that cannot be read."""
    colours = palette(brand)
    for front, back, least in PAIRS:
        if contrast(colours[front], colours.get(back, back)) < least:
            yield SHADES[front][0] if front in SHADES else front, back, least


def stylesheet(brand: Mapping[str, str]) -> str:
    """The colours that differ from the theme as CSS custom properties; empty when none does."""
    theme = palette({})
    own = [f"--ts-{name}:{colour}" for name, colour in palette(brand).items() if colour != theme[name]]
    return f":root{{{';'.join(own)}}}\n" if own else ""
