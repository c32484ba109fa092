"""What pages say, in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from jinja2 import Environment

from tinhso.screens import said
from tinhso.screens.environment import environment


@pytest.fixture
def pages() -> Environment:
    return environment()


@pytest.mark.parametrize(("language", "word"), [("vi", "Đăng nhập"), ("en", "Sign in")])
def test_a_sentence_is_said_in_the_language_of_its_reader(
    pages: Environment, language: str, word: str
) -> None:
    with override(language):
        assert pages.from_string('{{ _("Đăng nhập") }}').render() == word


def test_what_is_filled_in_is_escaped_and_the_sentence_is_not(pages: Environment) -> None:
    page = pages.from_string('{{ _("<b>%(name)s</b> xong 100%%", name=name) }}')
    assert page.render(name="<i>Lan</i> & 5%") == "<b>&lt;i&gt;Lan&lt;/i&gt; &amp; 5%</b> xong 100%"
    assert pages.from_string('{{ _("100%%") }}').render() == "100%"


def test_words_of_data_do_not_fill_the_memory(pages: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "MOST", 3)
    for number in range(20):
        assert said.say(f"chữ {number}") == f"chữ {number}"
    assert 0 < len(said._kept) <= 3
