"""One record of the catalogue: every oddity of the source is told, none is guessed, nothing raises."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.government.catalogue.rules.parts import CHANNELS, FEE_KINDS, UNITS
from tinhso.government.catalogue.rules.reasons import REASONS
from tinhso.government.catalogue.rules.record import KNOWN, LONGEST, is_code, read_record

PLAIN: dict[str, Any] = {"code": "1.999001", "name": "Cấp giấy phép thử nghiệm"}


def method(**cells: Any) -> dict[str, Any]:
    return {"channel": "DIRECT", "time_value": 3, "time_unit": "WORKING_DAY", "fee_kind": "FREE"} | cells


def read(**fields: Any) -> tuple[Any, list[tuple[str, str, str]]]:
    record, unread = read_record(PLAIN | fields)
    return record, [(each.field, each.value, each.reason) for each in unread]


def test_a_whole_record_is_read_without_remark() -> None:
    record, unread = read(
        decision="01/QĐ-BTN",
        issuer="Bộ Thử nghiệm",
        levels=["commune", "province"],
        type="Loại khác",
        field="Thử nghiệm",
        subjects=["Công dân Việt Nam"],
        steps="Bước 1\r\nBước 2",
        methods=[method(fee_kind="AMOUNT", fee_amount=20000, fee_currency="VND", note="Mỗi bản")],
        documents=[{"case": "", "items": [{"name": "Đơn", "form_file": "Mau 1.doc", "originals": 1}]}],
        legal_codes=["12/2020/NĐ-CP"],
        results=[{"name": "Giấy phép", "code": "KQ.T00.000001"}],
        source_url="https://example.vn/1",
        executing_list=["Sở Thử nghiệm"],
    )
    assert unread == []
    assert record.levels == ("province", "commune")
    assert record.steps == "Bước 1\nBước 2"
    assert record.methods[0].limit == (Decimal(3), "WORKING_DAY")
    assert (record.methods[0].fee_amount, record.methods[0].fee_currency) == (20000, "VND")
    assert record.documents[0].items[0].originals == 1
    assert record.documents[0].items[0].copies == 0
    assert record.results[0].code == "KQ.T00.000001"
    assert record.kind == "Loại khác"


@pytest.mark.parametrize(
    ("data", "field", "reason"),
    [
        ([], "", "not_an_object"),
        ("1.999001", "", "not_an_object"),
        (None, "", "not_an_object"),
        ({"name": "Không mã"}, "code", "no_code"),
        ({"code": "1.9990", "name": "Mã ngắn"}, "code", "bad_code"),
        ({"code": "١.999001", "name": "Chữ số lạ"}, "code", "bad_code"),
        ({"code": 1.999001, "name": "Mã là số"}, "code", "not_text"),
        ({"code": "1.999001"}, "name", "no_name"),
        ({"code": "1.999001", "name": " \u200b "}, "name", "no_name"),
        ({"code": "1.999001", "name": ["Tên"]}, "name", "not_text"),
        ({"code": "1.999001", "name": "T" * 2001}, "name", "name_too_long"),
    ],
)
def test_a_record_that_names_no_procedure_is_left_out(data: object, field: str, reason: str) -> None:
    record, unread = read_record(data)
    assert record is None
    assert [(each.field, each.reason) for each in unread] == [(field, reason)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"metods": []}, ("metods", "[]", "unknown_field")),
        ({"issuer": 7}, ("issuer", "7", "not_text")),
        ({"levels": ["xã"]}, ("levels[0]", "xã", "unknown_level")),
        ({"levels": "commune"}, ("levels", "commune", "not_a_list")),
        ({"methods": ["DIRECT"]}, ("methods[0]", "DIRECT", "not_a_row")),
        ({"methods": [method(channel="FAX")]}, ("methods[0].channel", "FAX", "unknown_channel")),
        ({"methods": [method(channel=[1])]}, ("methods[0].channel", "[…]", "unknown_channel")),
        ({"methods": [method(time_unit=None)]}, ("methods[0].time_value", "3", "no_unit")),
        ({"methods": [method(time_unit="WEEK")]}, ("methods[0].time_unit", "WEEK", "unknown_unit")),
        ({"methods": [method(time_unit={"a": 1})]}, ("methods[0].time_unit", "{…}", "unknown_unit")),
        ({"methods": [method(time_value=0)]}, ("methods[0].time_value", "0", "bad_limit")),
        ({"methods": [method(time_value=-2)]}, ("methods[0].time_value", "-2", "bad_limit")),
        ({"methods": [method(time_value=float("inf"))]}, ("methods[0].time_value", "inf", "bad_limit")),
        ({"methods": [method(time_value=10**400)]}, ("methods[0].time_value", "…", "bad_limit")),
        ({"methods": [method(time_value=True)]}, ("methods[0].time_value", "true", "not_a_number")),
        ({"methods": [method(time_value="3")]}, ("methods[0].time_value", "3", "not_a_number")),
        ({"methods": [method(fee_kind="CHEAP")]}, ("methods[0].fee_kind", "CHEAP", "unknown_fee_kind")),
        (
            {"methods": [method(fee_kind="AMOUNT", fee_amount=135, fee_currency="VND")]},
            ("methods[0].fee_amount", "135", "fee_too_small"),
        ),
        (
            {"methods": [method(fee_kind="AMOUNT", fee_amount=5, fee_currency="đồng")]},
            ("methods[0].fee_currency", "đồng", "unknown_currency"),
        ),
        (
            {"methods": [method(fee_kind="AMOUNT", fee_amount=0, fee_currency="VND")]},
            ("methods[0].fee_amount", "0", "bad_fee"),
        ),
        (
            {"methods": [method(fee_kind="AMOUNT", fee_amount=1500.5, fee_currency="VND")]},
            ("methods[0].fee_amount", "1500.5", "not_a_number"),
        ),
        (
            {"methods": [method(fee_kind="FREE", fee_amount=9000, fee_currency="VND")]},
            ("methods[0].fee_amount", "9000", "bad_fee"),
        ),
        ({"methods_raw": "Trực tiếpMiễn phí"}, ("methods", "Trực tiếpMiễn phí", "methods_unparsed")),
        (
            {"documents": [{"items": [{"name": "Tờ khai BM.20.03", "originals": 31}]}]},
            ("documents[0].items[0].originals", "31", "count_glued"),
        ),
        ({"documents": [{"items": [{"name": ""}]}]}, ("documents[0].items[0]", "{…}", "no_words")),
        ({"results": [{"name": "", "code": ""}]}, ("results[0]", "{…}", "no_words")),
        ({"results": [{"name": "A", "coed": "K"}]}, ("results[0].coed", "K", "unknown_field")),
        ({"legal_codes": ["1102/2011/QH13"]}, ("legal_codes[0]", "1102/2011/QH13", "law_glued")),
        ({"decision": "S" * 201}, ("decision", "S" * 199 + "…", "too_long")),
        ({"conditions": "Đủ \ud800tuổi"}, ("conditions", "Đủ tuổi", "broken_character")),
        ({"subjects": ["Ai"] * 501}, ("subjects", "Ai", "too_many")),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_kept(
    fields: dict[str, Any], told: tuple[str, str, str]
) -> None:
    record, unread = read(**fields)
    assert record.code == "1.999001"
    assert unread == [told]


def test_a_lost_unit_and_a_doubtful_fee_leave_the_way_to_file_open() -> None:
    record, _ = read(
        methods=[
            method(time_unit=None, fee_kind="AMOUNT", fee_amount=135, fee_currency="VND", note="135.000 đ")
        ]
    )
    assert record.methods[0].limit is None
    assert (record.methods[0].fee_kind, record.methods[0].fee_amount) == ("AMOUNT", None)
    assert record.methods[0].note == "135.000 đ"


def test_silence_is_no_remark() -> None:
    record, unread = read(methods=[{"channel": "ONLINE"}], documents=None, steps=None, results=[])
    assert unread == []
    assert record.methods[0].limit is None
    assert record.methods[0].fee_kind == "UNSTATED"
    assert record.documents == ()


def test_subjects_split_at_their_own_commas_are_put_together() -> None:
    record, unread = read(
        subjects=["Cán bộ", "công chức", "viên chức", "Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Cán bộ"]
    )
    assert unread == []
    assert record.subjects == ("Cán bộ, công chức, viên chức", "Tổ chức (không bao gồm doanh nghiệp, HTX)")
    assert read(subjects=["Cán bộ", "công chức"])[0].subjects == ("Cán bộ", "công chức")


def test_a_paper_without_its_name_is_named_by_its_form_and_zero_copies_are_guidance() -> None:
    record, unread = read(
        documents=[{"items": [{"name": "", "form_file": "Mau 2.doc", "originals": 1}, {"name": "* Gồm:"}]}]
    )
    assert unread == []
    paper, remark = record.documents[0].items
    assert (paper.name, paper.guidance, remark.guidance) == ("Mau 2.doc", False, True)


def test_decomposed_text_and_word_processor_bullets_are_made_readable() -> None:
    record, unread = read(
        name=unicodedata.normalize("NFD", "Cấp giấy\nphép"), conditions="\uf0fc Đủ hồ sơ", steps="a\u0000b"
    )
    assert unread == []
    assert record.name == "Cấp giấy phép"
    assert record.conditions == "• Đủ hồ sơ"
    assert record.steps == "ab"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1.001193", True),
        ("3.000181.000.00.00.H22", True),
        ("1.001193 ", False),
        ("1.0011934", False),
        ("", False),
    ],
)
def test_codes(text: str, is_one: bool) -> None:
    assert is_code(text) is is_one


def test_every_reason_has_its_sentence_and_its_way_out() -> None:
    for sentence, way_out in REASONS.values():
        assert sentence.endswith(".")
        assert way_out.endswith(".")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def shaped(rows: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """A list of objects whose cells may be right or anything at all."""
    return st.lists(
        st.fixed_dictionaries({}, optional={k: v | JSON for k, v in rows.items()}) | JSON, max_size=3
    )


METHODS = shaped(
    {
        "channel": st.sampled_from(CHANNELS),
        "time_value": st.floats() | st.integers(),
        "time_unit": st.sampled_from([*UNITS, None]),
        "fee_kind": st.sampled_from(FEE_KINDS),
        "fee_amount": st.integers(),
        "fee_currency": st.sampled_from(["VND", "USD", None]),
    }
)
ITEMS = shaped({"name": st.text(max_size=5), "form_file": st.none(), "originals": st.integers()})
ANY_RECORD = st.builds(
    lambda named, methods, documents, rest: named | methods | documents | rest,
    st.fixed_dictionaries({"code": st.just("9.100001") | JSON, "name": st.just("Tên") | JSON}),
    st.fixed_dictionaries({}, optional={"methods": METHODS}),
    st.fixed_dictionaries({}, optional={"documents": shaped({"items": ITEMS})}),
    st.dictionaries(st.sampled_from(sorted(KNOWN - {"code", "name"})), JSON, max_size=3),
)


@settings(max_examples=60)
@given(JSON | ANY_RECORD)
def test_any_json_is_read_and_what_is_kept_is_sound(data: Any) -> None:
    record, unread = read_record(data)
    assert record is not None or unread
    for each in unread:
        assert each.reason in REASONS
        assert len(each.value) <= 200
        each.value.encode("utf-8")
    if record is None:
        return
    assert is_code(record.code)
    for key, longest in LONGEST.items():
        text = getattr(record, key)
        assert len(text) <= longest
        text.encode("utf-8")
    for way in record.methods:
        assert way.limit is None or (way.limit[0] > 0 and way.limit[1] in UNITS)
        assert way.fee_amount is None or (
            way.fee_kind == "AMOUNT" and way.fee_amount > 0 and way.fee_currency
        )
    assert all(item.name for case in record.documents for item in case.items)


@settings(max_examples=40)
@given(ANY_RECORD)
def test_the_same_record_is_read_the_same_way_in_either_form_of_unicode(data: dict[str, Any]) -> None:
    def decomposed(value: Any) -> Any:
        if isinstance(value, str):
            return unicodedata.normalize("NFD", value)
        if isinstance(value, list):
            return [decomposed(each) for each in value]
        if isinstance(value, dict):
            return {key: decomposed(each) for key, each in value.items()}
        return value

    assert repr(read_record(decomposed(data))[0]) == repr(read_record(data)[0])
