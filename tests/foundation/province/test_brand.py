"""The province's colours: shades, contrast, and the stylesheet that sets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.guards.test_contrast import COLOURS
from tinhso.foundation.province import api as province
from tinhso.foundation.province.rules.palette import (
    PAIRS,
    THEME,
    THEME_SHADES,
    mixed,
    palette,
    stylesheet,
    too_faint,
)
from tinhso.foundation.province.rules.settings import contrast

ROOT = Path(__file__).resolve().parents[3]
Make = Callable[..., Path]
COLOUR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
# The theme calls the brand's main colour indigo.
IN_THEME = {name: name.replace("primary", "indigo") for name in (*THEME, *THEME_SHADES)}


def test_the_defaults_are_the_theme_of_the_styles() -> None:
    assert {name: COLOURS[inside] for name, inside in IN_THEME.items()} == palette({})
    assert {back for _front, back, _least in PAIRS if back.startswith("#")} <= set(COLOURS.values())


def test_the_build_leaves_every_colour_of_the_brand_open() -> None:
    source = (ROOT / "assets" / "build.mjs").read_text(encoding="utf-8")
    block = source[source.index("const BRAND") :]
    listed = dict(re.findall(r'"?([a-z-]+)"?: "([a-z-]+)"', block[: block.index("};")]))
    assert listed == {inside: name for name, inside in IN_THEME.items()}


def test_the_theme_can_be_read_and_needs_no_stylesheet() -> None:
    assert list(too_faint({})) == []
    assert stylesheet({}) == stylesheet(THEME) == ""


@pytest.mark.parametrize(
    ("brand", "front"),
    [
        ({"primary": "#e0e0f0"}, "primary"),
        ({"link": "#7aa0d0"}, "link"),
        ({"ink": "#909090"}, "ink"),
        ({"paper": "#404040"}, "primary"),
        ({"gold": "#202020"}, "gold"),
        ({"focus": "#202020"}, "focus"),
    ],
)
def test_what_cannot_be_read_is_named(brand: dict[str, str], front: str) -> None:
    assert front in {fault[0] for fault in too_faint(brand)}


@given(COLOUR, COLOUR)
def test_a_brand_without_fault_keeps_every_ratio(primary: str, link: str) -> None:
    brand = {"primary": primary, "link": link}
    if not list(too_faint(brand)):
        colours = palette(brand)
        assert contrast(colours["primary"], "#ffffff") >= 4.5
        assert contrast(colours["primary-mist"], colours["primary"]) >= 4.5
        assert contrast(colours["link"], colours["paper"]) >= 4.5


@given(COLOUR, COLOUR)
def test_mixing_stays_a_colour_between_both(one: str, other: str) -> None:
    assert (mixed(one, other, 0), mixed(one, other, 1)) == (one, other)
    assert re.fullmatch(r"#[0-9a-f]{6}", mixed(one, other, 0.4))


@given(st.dictionaries(st.sampled_from(sorted(THEME)), COLOUR))
def test_the_stylesheet_holds_colours_only(brand: dict[str, str]) -> None:
    css = stylesheet(brand)
    assert re.fullmatch(r"(:root\{(--ts-[a-z-]+:#[0-9a-f]{6};?)+\}\n)?", css)


@pytest.mark.django_db
def test_a_province_of_another_colour_is_drawn_in_it(make: Make) -> None:
    browser = Client()
    assert "/mau/" not in browser.get("/dang-nhap/").content.decode()
    province.load(make("province.toml", 'primary = "#17305c"', 'primary = "#5c1733"'))
    page = browser.get("/dang-nhap/").content.decode()
    (address,) = re.findall(r'<link rel="stylesheet" href="(/mau/[0-9a-f]{10}\.css)">', page)
    assert page.index(address) > page.index('<link rel="stylesheet"')
    assert 'content="#5c1733"' in page
    answer = browser.get(address)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--ts-primary:#5c1733" in answer.content.decode()
    assert "--ts-primary-deep:" in answer.content.decode()
    assert browser.get("/manifest.webmanifest").json()["theme_color"] == "#5c1733"
    older = browser.get("/mau/0123456789.css")
    assert (older.content, older["Cache-Control"]) == (answer.content, "no-cache")
    assert browser.get("/mau/..%2f..%2fx.css").status_code == 404
    icons = re.findall(r'<link rel="(?:icon|apple-touch-icon)"[^>]* href="([^"]+)">', page)
    assert icons == [address.replace(".css", ".svg"), address.replace(".css", "-180.png")]
    drawn = browser.get(icons[0])
    assert drawn["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "#5c1733" in drawn.content.decode()
    assert "#17305c" not in drawn.content.decode()
    with Image.open(BytesIO(browser.get(icons[1]).content)) as image:
        assert (image.size, image.getpixel((0, 0))) == ((180, 180), (0x5C, 0x17, 0x33))
    assert browser.get(icons[1].replace("-180", "-181")).status_code == 404


def test_check_names_the_line_of_a_colour_that_cannot_be_read(make: Make) -> None:
    faults = province.check(make("province.toml", 'primary = "#17305c"', 'primary = "#8090b0"'))
    assert faults
    assert {fault.file for fault in faults} == {"province.toml"}
    assert all("khó đọc" in fault.message for fault in faults)
