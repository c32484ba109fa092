"""English for residents: nearly every sentence of their pages, of sign-in and of refusals is translated.

Left out on purpose: what is stored or sent (titles of steps, notices, the register's headings). Those are
written once, for everybody, in Vietnamese, whatever language the writer's own pages have.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from tinhso.government.dossiers.actions._finish import return_step_name
from tinhso.government.dossiers.queries.exports import header
from tinhso.screens import catalogue

SOURCE = catalogue.SOURCE
FLOOR = 0.95
CALL = re.compile(r"""(?<![\w.])_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\{.*?\}\}|\{%.*?%\}")
GETTEXT = {"_", "gettext", "gettext_lazy"}
RESIDENTS = (
    "conf/rest*.py",
    "foundation/files/**/*.py",
    "foundation/identity/access.py",
    "foundation/identity/actions/*.py",
    "foundation/identity/forms/*.py",
    "foundation/identity/rules/*.py",
    "foundation/identity/seen.py",
    "foundation/identity/templates/**/*.html",
    "foundation/identity/views/*.py",
    "foundation/notices/templates/**/*.html",
    "foundation/notices/views/*.py",
    "foundation/organisation/queries/*.py",
    "government/dossiers/access.py",
    "government/dossiers/actions/*.py",
    "government/dossiers/queries/tracking.py",
    "government/dossiers/rules/*.py",
    "government/dossiers/templates/dossiers/*.html",
    "government/dossiers/templates/dossiers/resident/*.html",
    "government/dossiers/views/resident/*.py",
    "government/queue/**/*.py",
    "government/queue/templates/**/*.html",
    "government/procedures/queries.py",
    "government/procedures/templates/**/*.html",
    "government/procedures/views/*.py",
    "government/procedures/words.py",
)
# Where nothing is left to translate, so that nothing new comes in without its English.
COMPLETE = (
    "foundation/files/**/*.py",
    "government/dossiers/access.py",
    "government/dossiers/actions/drafts.py",
    "government/dossiers/actions/supplement.py",
    "government/dossiers/queries/tracking.py",
    "government/dossiers/rules/people.py",
    "government/dossiers/templates/dossiers/*.html",
    "government/dossiers/templates/dossiers/resident/*.html",
    "government/dossiers/views/resident/*.py",
    "government/indices/rules/boards.py",
    "government/indices/templates/indices/published/*.html",
    "government/indices/templates/indices/self/_beside.html",
    "government/indices/views/drawn.py",
    "government/indices/views/published.py",
    "government/indices/views/results.py",
    "government/directives/templates/directives/public*.html",
    "government/procedures/templates/**/*.html",
    "government/procedures/views/*.py",
    "screens/errors.py",
    "screens/templates/screens/errors/*.html",
    "screens/templates/screens/layouts/resident.html",
    "screens/templates/screens/macros/*.html",
)
SCRIPTS = Path(__file__).resolve().parents[2] / "assets" / "src" / "js"
SAID = re.compile(r"""\bsay\(\s*("(?:[^"\\]|\\.)*")""")
CATALOGUES = sorted(SOURCE.rglob("locale/en/LC_MESSAGES/django.po"))


def sentences(path: Path) -> Iterator[str]:
    """The msgids of a module or template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        bare = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
        yield from (ast.literal_eval(quoted) for quoted in CALL.findall(bare))
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def english() -> dict[str, set[str]]:
    """Every translation that any room gives a sentence."""
    known: dict[str, set[str]] = defaultdict(set)
    for path in CATALOGUES:
        for text, told in catalogue.read(path).items():
            if text and told:
                known[text].add(told)
    return known


def test_residents_can_read_it_in_english() -> None:
    known = english()
    shown: dict[str, str] = {}
    for pattern in RESIDENTS:
        paths = sorted(SOURCE.glob(pattern))
        assert paths, f"nothing at {pattern}"
        for path in paths:
            shown.update(dict.fromkeys(sentences(path), str(path.relative_to(SOURCE))))
    assert len(shown) > 500
    missing = sorted(f"{where}: {text}" for text, where in shown.items() if text not in known)
    share = 1 - len(missing) / len(shown)
    assert share >= FLOOR, f"{share:.3f} of {len(shown)} translated; missing:\n" + "\n".join(missing)


@pytest.mark.parametrize("pattern", COMPLETE)
def test_nothing_is_missing_where_residents_file_and_follow(pattern: str) -> None:
    known = english()
    paths = sorted(SOURCE.glob(pattern))
    assert paths, f"nothing at {pattern}"
    assert [f"{path.name}: {s}" for path in paths for s in sentences(path) if s not in known] == []


def test_scripts_speak_english_too() -> None:
    words = (SCRIPTS / "words.js").read_text(encoding="utf-8")
    keys = {ast.literal_eval(quoted) for quoted in re.findall(r'^  ("(?:[^"\\]|\\.)*"):', words, re.M)}
    said = {
        ast.literal_eval(quoted)
        for path in SCRIPTS.glob("*.js")
        for quoted in SAID.findall(path.read_text(encoding="utf-8"))
    }
    assert len(said) > 10
    assert said == keys


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_translations_keep_their_placeholders(path: Path) -> None:
    entries = catalogue.read(path)
    assert len(entries) > 1
    for text, told in entries.items():
        if text:
            assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(told)), text
            assert told.count("\n") == text.count("\n"), text


def test_rooms_agree_on_a_translation() -> None:
    # Django merges the catalogues of all rooms, so two translations of one sentence would be a matter of luck.
    known = english()
    assert len(known) > 700
    assert {text: told for text, told in known.items() if len(told) > 1} == {}


def test_what_is_stored_for_everybody_stays_vietnamese() -> None:
    with override("en"):
        assert gettext("Trả kết quả") == "Return of the result"
        assert return_step_name() == "Trả kết quả"
        assert header()[1] == "Mã hồ sơ"
        assert gettext("Mã hồ sơ") == "Dossier code"


@pytest.mark.django_db
def test_rooms_speak_english_when_asked(client: Client) -> None:
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    told = {
        "identity:login": "Forgotten password",
        "identity:register": "Who are you registering?",
        "dossiers:find": "Where is your dossier?",
    }
    for name, sentence in told.items():
        page = client.get(reverse(name)).content.decode()
        assert '<html lang="en"' in page, name
        assert sentence in page, name
