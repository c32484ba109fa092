"""The form engine: what is typed, what is kept, what is said."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from tinhso.government.procedures.rules.forms.english import KEY, in_english, spoken
from tinhso.government.procedures.rules.forms.fields import Option
from tinhso.government.procedures.rules.forms.form import Form
from tinhso.government.procedures.rules.forms.messages import TABLE, message

TODAY = date(2026, 11, 23)
COMMUNES = [Option("08707", "Phường Vĩnh Yên"), Option("08866", "Xã Tam Dương")]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Thử",
    "required": ["name", "kind", "born", "value"],
    "properties": {
        "name": {
            "type": "string",
            "title": "Họ và tên",
            "minLength": 2,
            "maxLength": 60,
            "x-prefill": "person.name",
        },
        "kind": {
            "type": "string",
            "title": "Loại",
            "oneOf": [{"const": "new", "title": "Xây mới"}, {"const": "fix", "title": "Sửa chữa"}],
        },
        "permit": {"type": "string", "title": "Số giấy phép cũ", "maxLength": 20, "x-when": "kind == 'fix'"},
        "born": {"type": "string", "format": "date", "title": "Ngày sinh", "x-date": "past"},
        "start": {"type": "string", "format": "date", "title": "Ngày khởi công", "x-date": "future"},
        "value": {"type": "integer", "title": "Giá trị", "x-widget": "money"},
        "floors": {"type": "integer", "title": "Số tầng", "minimum": 1, "maximum": 50},
        "area": {"type": "number", "title": "Diện tích", "exclusiveMinimum": 0},
        "id": {"type": "string", "title": "Số căn cước", "x-widget": "citizen_id"},
        "tax": {"type": "string", "title": "Mã số thuế", "x-widget": "tax_number"},
        "phone": {"type": "string", "title": "Điện thoại", "x-widget": "phone"},
        "email": {"type": "string", "title": "Thư", "x-widget": "email"},
        "agree": {"type": "boolean", "title": "Đồng ý?"},
        "note": {"type": "string", "title": "Ghi chú", "maxLength": 400},
        "wants": {
            "type": "array",
            "title": "Cần gì",
            "items": {
                "type": "string",
                "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}],
            },
        },
        "home": {"type": "object", "title": "Nơi ở", "x-widget": "address"},
        "people": {
            "type": "array",
            "title": "Người góp vốn",
            "maxItems": 3,
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "title": "Tên", "maxLength": 50},
                    "born": {"type": "string", "format": "date", "title": "Sinh"},
                    "share": {"type": "integer", "title": "Góp", "x-widget": "money"},
                },
            },
        },
        "plan": {"type": "object", "properties": {"text": {"type": "string", "title": "Kế hoạch"}}},
    },
    "x-rules": [
        {
            "field": "start",
            "refuse": "date(start) < date(born)",
            "message": "Sai thứ tự.",
        }
    ],
    "x-pages": [
        {
            "key": "one",
            "title": "Một",
            "fields": ["name", "kind", "permit", "born", "start", "value", "floors", "area"],
        },
        {
            "key": "two",
            "title": "Hai",
            "fields": ["id", "tax", "phone", "email", "agree", "note", "wants", "home", "people"],
        },
        {"key": "plan", "title": "Ba", "fields": ["plan"], "x-when": "kind == 'new'"},
    ],
}
GOOD: dict[str, Any] = {"name": "Lê Ví Dụ", "kind": "new", "born": "1990-05-02", "value": 57000}


@pytest.fixture
def form() -> Form:
    return Form(SCHEMA, TODAY, lambda name: COMMUNES if name == "communes" else [])


def answer(form: Form, field: str, value: Any) -> tuple[Any, str]:
    """What is kept of one answer, and what is said of it."""
    data, errors = form.clean({**GOOD, field: value})
    said = next((text for path, text in errors.items() if path.split(".")[0] == field), "")
    return data.get(field), said


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  Lê   Ví\tDụ ", "Lê Ví Dụ"),
        ("name", "Hoa\u0300 Bi\u0300nh", "Hoà Bình"),
        ("born", {"day": "2", "month": "5", "year": "1990"}, "1990-05-02"),
        ("born", "02/05/1990", "1990-05-02"),
        ("born", "2-5-1990", "1990-05-02"),
        ("value", "57.000", 57000),
        ("value", "57,000", 57000),
        ("value", "1 200 000 đ", 1200000),
        ("value", "0", 0),
        ("area", "72,5", 72.5),
        ("area", "1.250", 1250),
        ("area", "72.5", 72.5),
        ("floors", "3", 3),
        ("id", "026 190 000 001", "026190000001"),
        ("phone", "+84 911 000 001", "0911000001"),
        ("phone", "0911.000.001", "0911000001"),
        ("agree", "true", True),
        ("agree", "Không", False),
        ("wants", ["a", "b", "a"], ["a", "b"]),
        ("wants", "a", ["a"]),
        ("home", {"commune": "08707", "line": " Số  5 "}, {"commune": "08707", "line": "Số 5"}),
        ("home", {"commune": "08707", "line": "5", "elsewhere": "x"}, {"commune": "08707", "line": "5"}),
        ("note", "dòng một\r\ndòng hai", "dòng một\ndòng hai"),
        ("people", [{"name": "An"}, {"name": ""}, {}], [{"name": "An"}]),
        ("tax", "0100109106", "0100109106"),
    ],
)
def test_answers_are_read_kindly(form: Form, field: str, typed: Any, kept: Any) -> None:
    assert answer(form, field, typed) == (kept, "")


@pytest.mark.parametrize(
    ("field", "typed", "word"),
    [
        ("name", "", "Hãy điền"),
        ("name", "L", "ít nhất 2"),
        ("name", "x" * 10_000, "dài quá 60"),
        ("name", "Lê 🏠", "biểu tượng"),
        ("kind", "", "Hãy chọn"),
        ("kind", "palace", "trong danh sách"),
        ("born", {"day": "31", "month": "02", "year": "2000"}, "ngày có thật"),
        ("born", "2026-11-24", "trước hoặc bằng"),
        ("born", {"day": "1"}, "ngày có thật"),
        ("start", "2026-11-22", "từ ngày hôm nay"),
        ("value", "-5", "số âm"),
        ("value", "nhiều", "số tiền"),
        ("value", "9" * 17, "không được lớn hơn"),
        ("value", "9" * 400, "số tiền"),
        ("floors", "2,5", "phải là số"),
        ("floors", "0", "nhỏ hơn 1"),
        ("floors", "51", "lớn hơn 50"),
        ("area", "0", "lớn hơn 0"),
        ("id", "0261900000", "12 chữ số"),
        ("id", "٠٢٦١٩٠٠٠٠٠٠١", "12 chữ số"),
        ("tax", "0100109107", "Mã số thuế"),
        ("phone", "12345", "10 chữ số"),
        ("email", "a@b", "ten@vidu.vn"),
        ("agree", "có lẽ", "Hãy chọn"),
        ("wants", ["a", "z"], "trong danh sách"),
        ("home", {"commune": "99999", "line": "5"}, "xã, phường"),
        ("home", {"commune": "other", "line": "5"}, "ghi rõ"),
        ("people", [{"name": "A"}] * 4, "tối đa 3"),
        ("people", [{"share": "5"}], "Hãy điền"),
        ("people", [{"name": "A", "born": "30/02/2000"}], "ngày có thật"),
    ],
)
def test_faults_are_said_plainly(form: Form, field: str, typed: Any, word: str) -> None:
    _kept, said = answer(form, field, typed)
    assert word in said


def test_what_cannot_be_read_stays_as_typed(form: Form) -> None:
    data, errors = form.clean(
        {**GOOD, "born": {"day": "31", "month": "2", "year": "2000"}, "value": "vài trăm"}
    )
    assert data["born"] == {"day": "31", "month": "2", "year": "2000"}
    assert data["value"] == "vài trăm"
    assert set(errors) == {"born", "value"}


def test_hidden_answers_are_dropped_and_not_asked(form: Form) -> None:
    data, errors = form.clean({**GOOD, "permit": "12/GP", "unknown": "x", "plan": {"text": "k"}})
    assert "permit" not in data
    assert "unknown" not in data
    assert errors == {}
    data, errors = form.clean({**GOOD, "kind": "fix", "permit": "12/GP", "plan": {"text": "k"}})
    assert data["permit"] == "12/GP"
    assert "plan" not in data
    assert [page.key for page in form.pages(data)] == ["one", "two"]


def test_rule_across_questions(form: Form) -> None:
    schema = {
        **SCHEMA,
        "properties": {**SCHEMA["properties"], "start": {"type": "string", "format": "date", "title": "S"}},
    }
    _data, errors = Form(schema, TODAY).clean({**GOOD, "start": "1980-01-01"})
    assert errors == {"start": "Sai thứ tự."}


def test_a_page_post_is_laid_over_what_was_saved(form: Form) -> None:
    post = QueryDict(mutable=True)
    post.update({"id": "026190000001", "agree": "false", "home.commune": "other", "home.line": "Ngõ 2"})
    post.update({"home.elsewhere": "Hà Nội", "people.0.name": "An", "people.0.born__day": "1"})
    post.update(
        {"people.0.born__month": "2", "people.0.born__year": "1980", "people.7.name": "Bình", "evil": "1"}
    )
    post.setlist("wants", ["a", "b"])
    data, errors = form.clean_page("two", post, GOOD)
    assert errors == {}
    assert data["name"] == "Lê Ví Dụ"
    assert data["wants"] == ["a", "b"]
    assert data["people"] == [{"name": "An", "born": "1980-02-01"}, {"name": "Bình"}]
    assert data["home"] == {"commune": "other", "line": "Ngõ 2", "elsewhere": "Hà Nội"}
    assert "evil" not in data
    assert form.clean_page("two", {}, data)[0].get("people") is None


def test_hidden_characters_are_removed_and_told(form: Form) -> None:
    data, errors = form.clean_page("one", {"name": "Lê\x00 Dụ\u202e", "kind": "new", "born__day": "1"}, {})
    assert data["name"] == "Lê Dụ"
    assert "ký tự ẩn" in errors["name"]


def test_rows_are_added_and_removed_without_script(form: Form) -> None:
    post = {"people.0.name": "An", "people.1.name": "Bình", "_remove": "people.0"}
    data = form.change_rows("two", post, GOOD)
    assert data is not None
    assert data["people"] == [{"name": "Bình"}]
    data = form.change_rows("two", {"people.0.name": "An", "_add": "people"}, GOOD)
    assert data is not None
    assert data["people"] == [{"name": "An"}, {}]
    views = {view.name: view for view in form.fields_of("two", data)}
    assert [row[0].name for row in views["people"].rows] == ["people.0.name", "people.1.name"]
    assert form.change_rows("two", {"id": "1"}, GOOD) is None


def test_summary_speaks_words(form: Form) -> None:
    data, _errors = form.clean(
        {
            **GOOD,
            "agree": True,
            "wants": ["b"],
            "home": {"commune": "08866", "line": "Thôn 1"},
            "people": [{"name": "An", "share": 5000}],
        }
    )
    rows = {row[0]: row[1] for page in form.summary(data) for row in page.rows}
    assert rows["Loại"] == "Xây mới"
    assert rows["Ngày sinh"] == "02/05/1990"
    assert rows["Giá trị"] == "57.000 đ"
    assert rows["Đồng ý?"] == "Có"
    assert rows["Cần gì"] == "B"
    assert rows["Nơi ở"] == "Thôn 1, Xã Tam Dương"
    assert rows["Người góp vốn 1: Góp"] == "5.000 đ"
    assert rows["Ghi chú"] == "Không khai"
    assert "Số giấy phép cũ" not in rows


def test_prefill_never_overwrites(form: Form) -> None:
    assert form.prefilled({"person": {"name": "Lê Ví Dụ"}})["name"] == "Lê Ví Dụ"
    assert form.prefilled({"person": {"name": "Khác"}}, GOOD)["name"] == "Lê Ví Dụ"


def test_fields_carry_what_was_typed_and_its_error(form: Form) -> None:
    data, errors = form.clean_page(
        "one", {"name": "L", "value": "x", "born__day": "31", "born__month": "2"}, {}
    )
    views = {view.name: view for view in form.fields_of("one", data, errors)}
    assert views["value"].value == "x"
    assert views["value"].error
    assert views["born"].value == {"day": "31", "month": "2", "year": ""}
    assert "permit" in views  # its condition stands on the same page, so it is drawn
    assert form.next_page("one", {"kind": "fix"}).key == "two"  # type: ignore[union-attr]
    assert form.next_page("two", {"kind": "fix"}) is None


@pytest.mark.parametrize("keyword", sorted(TABLE))
def test_every_sentence_has_its_english(keyword: str) -> None:
    vietnamese = message({}, keyword, "Tên", 5)
    with override("en"):
        english = message({}, keyword, "Tên", 5)
        own = message({"x-errors": {keyword: "Hãy ghi tên quán."}}, keyword, "Tên")
    assert english != vietnamese
    assert "{" not in english + vietnamese
    assert ("“Tên”" in english) == ("“Tên”" in vietnamese)
    assert own == "Hãy ghi tên quán."


def test_errors_follow_the_readers_language(form: Form) -> None:
    with override("en"):
        _data, errors = form.clean_page("two", {"id": "12"}, {})
    assert errors["id"] == "The identity card number must have 12 digits."
    assert form.clean_page("two", {"id": "12"}, {})[1]["id"] == "Số căn cước phải có 12 chữ số."


PACKAGES = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc" / "procedures"
BIRTH = json.loads((PACKAGES / "ho-tich" / "1.001193-khai-sinh" / "form.json").read_text("utf-8"))
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ]|[àáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]")


def test_a_reader_of_english_meets_no_vietnamese_question_or_error_of_a_birth() -> None:
    assert [said for said in spoken(BIRTH) if said not in BIRTH[KEY]] == []
    form = Form(in_english(BIRTH), TODAY)
    with override("en"):
        birth = {"birth": {"abandoned": False}}
        _data, missing = form.clean({"mother": {"known": True}, "father": {"known": True}, **birth})
        facts = {"birth_date": "2026-11-10"}
        _data, late = form.clean(
            {"child": facts, "mother": {"known": True, **facts}, "father": {"known": True, **facts}, **birth}
        )
        told = [*missing.values(), *late.values()]
        pages = [page.title for page in form.all_pages]
    assert missing["requester.name"] == "Enter “Full name of the person who registers”."
    assert late["mother.birth_date"] == "The mother's date of birth must be before the child's."
    assert len(told) > 20
    assert [one for one in told + pages if VIETNAMESE.search(one)] == []


def test_answers_in_english_are_the_same_answers() -> None:
    ours, theirs = Form(BIRTH, TODAY), Form(in_english(BIRTH), TODAY)
    typed = {"requester": {"relation": "mother", "name": "Nguyễn Thị Ví Dụ"}, "birth": {"abandoned": False}}
    assert ours.clean(typed)[0] == theirs.clean(typed)[0]
    assert [page.key for page in ours.pages(typed)] == [page.key for page in theirs.pages(typed)]
    assert KEY in BIRTH, "the form itself is left as it was"


@pytest.mark.parametrize("path", sorted(PACKAGES.glob("*/*/form.json")), ids=lambda path: path.parent.name)
def test_english_words_belong_to_sentences_of_the_form(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    assert set(schema.get(KEY, {})) <= set(spoken(schema))
