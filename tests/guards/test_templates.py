"""Every template of every room: compiles, nothing inline, nothing from another site, pictures named."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import TemplateError

from tinhso.screens.environment import environment

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tinhso"
TEMPLATES = sorted(p for p in SOURCE.rglob("templates/**/*") if p.suffix in {".html", ".xml", ".js", ".txt"})
PAGES = [p for p in TEMPLATES if p.suffix == ".html"]
FORBIDDEN = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=\s*[\"']", re.I),
    "an event attribute": re.compile(r"<[a-z][^>{}]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "a file of another site": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
    "a picture without words": re.compile(r"<img\b(?![^>]*\balt=)", re.I),
}


def name_of(path: Path) -> str:
    """The name a view draws it by."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def comments_out(text: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text, flags=re.S)


def test_chips_are_drawn_as_the_styles_know_them():
    """The list stands inside the navigation: a bare list of chips is drawn with bullets, one a line."""
    assert [str(p.name) for p in PAGES if re.search(r"<ul[^>]*ts-chips", p.read_text("utf-8"))] == []


def test_there_are_templates():
    assert len(PAGES) > 10


def test_every_template_compiles():
    faults = []
    for path in TEMPLATES:
        try:
            environment().get_template(name_of(path))
        except TemplateError as fault:
            faults.append(f"{name_of(path)}: {fault}")
    assert not faults, "\n".join(faults)


def test_nothing_the_content_policy_refuses():
    found = [
        f"{name_of(path)}: {what}: {hit.group(0)[:80]}"
        for path in PAGES
        for what, pattern in FORBIDDEN.items()
        for hit in pattern.finditer(comments_out(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


def test_posted_forms_carry_their_token():
    naked = []
    for path in PAGES:
        text = comments_out(path.read_text(encoding="utf-8"))
        forms = re.findall(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", text, re.S | re.I)
        naked += [
            f"{name_of(path)}: {form[:90]}"
            for form in forms
            if not re.search(r"csrf\(\)|csrf_input|csrf_token", form)
        ]
    assert not naked, "\n".join(naked)


def test_the_guard_sees_what_it_forbids():
    bad = "<script>x</script><p style='a'><a onclick='b'><img src=//x/y.png><script src='https://x/y.js'>"
    seen = [what for what, pattern in FORBIDDEN.items() if pattern.search(bad)]
    assert set(FORBIDDEN) - set(seen) == {"a javascript: address"}
