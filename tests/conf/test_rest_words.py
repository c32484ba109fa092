"""Validation errors of the REST API speak the reader's language."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from tinhso.conf.rest_words import sentence

TABLE: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "missing"}, "Thiếu giá trị này.", "This value is missing."),
    ({"type": "extra_forbidden"}, "Giao diện này không có trường này.", "The interface has no such field."),
    ({"type": "string_too_long", "ctx": {"max_length": 200}}, "Dài quá 200.", "Longer than 200."),
    ({"type": "too_long", "ctx": {"max_length": 5}}, "Dài quá 5.", "Longer than 5."),
    ({"type": "string_too_short", "ctx": {"min_length": 8}}, "Ngắn hơn 8.", "Shorter than 8."),
    (
        {"type": "less_than_equal", "ctx": {"le": 50}},
        "Không được lớn hơn 50.",
        "Must not be greater than 50.",
    ),
    ({"type": "greater_than_equal", "ctx": {"ge": 1}}, "Không được nhỏ hơn 1.", "Must not be less than 1."),
    ({"type": "uuid_parsing"}, "Phải là mã UUID.", "Must be a UUID."),
    ({"type": "int_from_float"}, "Phải là số nguyên.", "Must be a whole number."),
    (
        {"type": "date_from_datetime_parsing"},
        "Phải là ngày dạng 2026-11-22.",
        "Must be a date like 2026-11-22.",
    ),
    ({"type": "model_attributes_type"}, "Phải là đối tượng JSON.", "Must be a JSON object."),
    ({"type": "never_heard_of"}, "Giá trị này chưa đúng.", "This value is not right."),
    ({"type": "value_error", "msg": "Value error, Câu của ta."}, "Câu của ta.", "Câu của ta."),
]


@pytest.mark.parametrize(("error", "vietnamese", "english"), TABLE)
def test_each_kind_has_its_sentence(error: dict[str, Any], vietnamese: str, english: str) -> None:
    with override("vi"):
        assert sentence(error) == vietnamese
    with override("en"):
        assert sentence(error) == english
