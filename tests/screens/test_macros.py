"""The macros: names, labels, errors and values end where a form needs them."""

from __future__ import annotations

import html5lib
import pytest

from tinhso.screens.environment import environment

pytestmark = pytest.mark.django_db
FORMS = '{% import "screens/macros/forms.html" as forms %}'
LISTS = '{% import "screens/macros/lists.html" as lists %}'


def draw(source: str, **context):
    text = environment().from_string(FORMS + LISTS + source).render(**context)
    return html5lib.parseFragment(text, namespaceHTMLElements=False), text


def one(tree, tag, **attributes):
    found = [n for n in tree.iter(tag) if all(n.get(k) == v for k, v in attributes.items())]
    assert len(found) == 1, f"{len(found)} × {tag} {attributes}"
    return found[0]


def test_text_ties_label_hint_and_error_to_the_field():
    tree, _ = draw('{{ forms.text("a.b", "Họ tên", hint="Như giấy tờ", value="<i>", error="Chưa gõ") }}')
    field = one(tree, "input", name="a.b")
    assert field.get("id") == "a-b"
    assert field.get("value") == "<i>"
    assert field.get("aria-describedby") == "a-b-hint a-b-error"
    assert one(tree, "label").get("for") == "a-b"


def test_date_takes_iso_and_what_was_typed():
    from datetime import date

    for value in ("2026-11-03", date(2026, 11, 3), {"day": "3", "month": "11", "year": "2026"}):
        tree, _ = draw('{{ forms.date("born", "Ngày sinh", value=value) }}', value=value)
        assert [one(tree, "input", name=f"born__{p}").get("value") for p in ("day", "month", "year")] == [
            "3",
            "11",
            "2026",
        ]
    tree, _ = draw('{{ forms.date("born", "Ngày sinh") }}')
    assert not one(tree, "input", name="born__day").get("value")


def test_choices_remember_what_was_chosen():
    tree, _ = draw('{{ forms.radios("x", "Chọn", [("1", "Một"), ("2", "Hai")], value=2) }}')
    assert [n.get("value") for n in tree.iter("input") if n.get("checked") is not None] == ["2"]
    tree, _ = draw('{{ forms.checkboxes("x", "Chọn", [("1", "Một"), ("2", "Hai")], value=["1"]) }}')
    assert [n.get("value") for n in tree.iter("input") if n.get("checked") is not None] == ["1"]
    tree, _ = draw('{{ forms.select("x", "Chọn", [("1", "Một"), ("2", "Hai")], value="2") }}')
    assert [n.get("value") for n in tree.iter("option") if n.get("selected") is not None] == ["2"]


def test_error_summary_leads_to_the_fields():
    tree, _ = draw('{{ forms.error_summary({"a.b": "Chưa gõ"}) }}')
    assert one(tree, "a").get("href") == "#a-b"
    assert draw("{{ forms.error_summary([]) }}")[1].strip() == ""


def test_file_has_a_hidden_id_and_a_spoken_state():
    tree, _ = draw(
        '{{ forms.file("paper", "Giấy", stored=stored) }}',
        stored={"id": "f1", "name": "a.pdf", "size": 312000},
    )
    assert one(tree, "input", name="paper__id").get("value") == "f1"
    assert one(tree, "p", role="status").text.strip().startswith("Đã có tệp a.pdf (312 kB)")


def test_summary_list_escapes_answers():
    _, text = draw('{{ lists.summary_list([{"key": "Tên", "value": "<b>x</b>", "href": "/sua/"}]) }}')
    assert "<b>x" not in text
    assert "&lt;b&gt;x" in text


def test_timeline_says_states_in_words():
    _, text = draw(
        '{{ lists.timeline([{"title": "Ký", "state": "now"}, {"title": "Trả", "state": "todo"}]) }}'
    )
    assert "(đang làm)" in text
    assert "(chưa đến)" in text
    assert 'aria-current="step"' in text


def test_due_is_exact_for_screen_readers():
    from datetime import timedelta

    from tinhso.foundation.worktime.api import now
    from tinhso.lib.dates import vi_moment

    moment = now() + timedelta(days=30)
    tree, text = draw("{{ lists.due(moment) }}", moment=moment)
    assert one(tree, "time").get("title") == vi_moment(moment)
    assert "ts-due--fine" in text
    assert "Không có hạn" in draw("{{ lists.due(None) }}")[1]


def test_pagination_draws_only_what_there_is():
    assert draw("{{ lists.pagination(None, None) }}")[1].strip() == ""
    tree, _ = draw('{{ lists.pagination(None, "/x?after=1") }}')
    assert one(tree, "a").get("rel") == "next"
