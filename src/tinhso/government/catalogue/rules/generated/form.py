"""The e-form of a record: who applies, which case, what is asked for and where."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.catalogue.rules.generated import papers, people
from tinhso.government.catalogue.rules.generated.texts import cut
from tinhso.government.catalogue.rules.shapes import Record


def form(record: Record) -> dict[str, Any]:
    """form.json: page after page, one thing each."""
    properties: dict[str, Any] = {"applicant": people.questions(record)}
    pages = []
    asked: list[str] = ["applicant"]
    if len(kinds := people.kinds(record)) > 1:
        # Asked on a page of its own: the next one holds the questions of one kind alone.
        pages.append({"key": "ai-de-nghi", "title": _("Ai đề nghị?"), "fields": ["applicant.kind"]})
        asked = [f"applicant.{kind}" for kind in kinds]
    pages.append({"key": "nguoi-de-nghi", "title": _("Người đề nghị"), "fields": asked})
    required = []
    cases = papers.cases(record)
    if cases:
        properties["case"] = {
            "type": "string",
            "title": _("Hồ sơ của bạn thuộc phần nào?"),
            "description": _("Danh mục quốc gia liệt kê giấy tờ theo từng phần; hãy chọn phần đúng với bạn."),
            "x-widget": "radios",
            "oneOf": [{"const": case["key"], "title": case["title"]} for case in cases],
        }
        required.append("case")
        pages.append({"key": "truong-hop", "title": _("Trường hợp"), "fields": ["case"]})
    properties["request"] = _request()
    pages.append({"key": "de-nghi", "title": _("Nội dung đề nghị"), "fields": ["request"]})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": cut(record.name, 300),
        "type": "object",
        "required": required,
        "properties": properties,
        "x-pages": pages,
    }


def _request() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["summary"],
        "properties": {
            "summary": {
                "type": "string",
                "title": _("Bạn đề nghị giải quyết việc gì?"),
                "description": _("Một câu ngắn, như viết ở phần “Kính đề nghị” của tờ đơn."),
                "minLength": 5,
                "maxLength": 300,
            },
            "place": {
                "type": "object",
                "title": _("Địa điểm của việc này, nếu có"),
                "x-widget": "address",
            },
            "details": {
                "type": "string",
                "title": _("Nội dung chi tiết"),
                "description": _("Những gì cơ quan cần biết mà giấy tờ kèm theo chưa nói."),
                "maxLength": 3000,
            },
        },
    }


def sample(record: Record) -> dict[str, Any]:
    """Made-up answers that the form accepts."""
    answers: dict[str, Any] = {
        "applicant": people.sample(record),
        "request": {"summary": "Đề nghị giải quyết theo hồ sơ kèm theo"},
    }
    cases = papers.cases(record)
    return {**answers, "case": cases[0]["key"]} if cases else answers
