"""The English catalogue: whole for what everybody sees, compiled, placeholders kept."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

from tinhso.screens import catalogue

SOURCE = catalogue.SOURCE
CATALOGUES = sorted(SOURCE.rglob("locale/*/LC_MESSAGES/django.po"))
OURS = SOURCE / "screens" / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALL = re.compile(r"(?<![\w.])_\(\s*\"((?:[^\"\\]|\\.)*)\"")


def used() -> set[str]:
    """Sentences of the room's code and templates; the style guide of the demonstration aside."""
    folder = SOURCE / "screens"
    paths = [p for p in [*folder.rglob("*.html"), *folder.rglob("*.py")] if "guide" not in p.name]
    found: set[str] = set()
    for path in paths:
        found |= set(CALL.findall(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)))
    return found


def test_every_sentence_is_translated():
    known = catalogue.read(OURS)
    assert len(used()) > 80
    assert not [text for text in used() if not known.get(text)]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_compiled_catalogue_is_fresh(path: Path):
    with path.with_suffix(".mo").open("rb") as compiled:
        messages = gettext.GNUTranslations(compiled)
    for text, english in catalogue.read(path).items():
        if text:
            assert messages.gettext(text) == english


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_placeholders_are_kept(path: Path):
    places = re.compile(r"%\(\w+\)s|%%")
    for text, english in catalogue.read(path).items():
        assert sorted(places.findall(text)) == sorted(places.findall(english)), text


def test_a_line_it_cannot_read_is_named(tmp_path: Path):
    bad = tmp_path / "django.po"
    bad.write_text('msgid "a"\nmsgid_plural "b"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=":2:"):
        catalogue.read(bad)


@pytest.mark.django_db
def test_the_switch_changes_the_page(client):
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = client.get("/").content.decode()
    assert "What do you need to do?" in page
    assert 'value="vi" lang="vi">Tiếng Việt' in page
