"""Reading the answers to "for whom do you file": pure, with plain errors beside each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from stdnum.vn import mst

from tinhso.lib.text import clean, digits, has_forbidden

FOR_WHOM = ("self", "child", "mandate", "enterprise")
NAME_LIMIT = 250
TEXT_LIMIT = 500
_NAME = re.compile(r"^[^\W\d_][^\d_<>{}\[\]\\|/@#$%^*=+~`]*$")


def ask(saved: Mapping[str, Any], me: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows at first: saved answers laid flat, the account's contacts otherwise."""
    owner = saved.get("owner") or {}
    filer = saved.get("filer") or {}
    birth = str(owner.get("birth_date") or "")
    return {
        "for": saved.get("for", ""),
        "owner.name": owner.get("name", ""),
        "owner.citizen_id": owner.get("citizen_id", ""),
        "owner.tax_number": owner.get("tax_number", ""),
        "owner.address": owner.get("address", ""),
        "owner.birth_date": birth,
        "mandate": owner.get("mandate") or (saved.get("authorised") or {}).get("mandate", ""),
        "phone": filer.get("phone") or me.get("phone", ""),
        "email": filer.get("email") or me.get("email", ""),
        "address": filer.get("address") or me.get("address", ""),
    }


def read(
    typed: Mapping[str, Any], today: date, on_behalf: bool = True
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answer `{"for", "owner", "mandate", "contact"}` and the errors by field name."""
    errors: dict[str, str] = {}
    whom = str(typed.get("for", ""))
    allowed = FOR_WHOM if on_behalf else ("self",)
    if whom not in allowed:
        errors["for"] = "Hãy chọn bạn nộp cho ai."
    contact = {
        "phone": _phone(typed, "phone", errors),
        "email": _email(typed, "email", errors),
        "address": _text(typed, "address", errors, "địa chỉ liên hệ", required=False),
    }
    owner: dict[str, Any] = {}
    mandate = ""
    if whom in ("child", "mandate"):
        owner["name"] = _name(typed, "owner.name", errors, "họ tên người được nộp thay")
        owner["birth_date"] = _birth(typed, "owner.birth_date", errors, today, required=whom == "child")
        owner["citizen_id"] = _citizen_id(typed, "owner.citizen_id", errors, required=whom == "mandate")
        owner["address"] = _text(typed, "owner.address", errors, "nơi cư trú", required=False)
        owner["kind"] = "citizen"
    if whom == "mandate":
        mandate = _text(typed, "mandate", errors, "giấy ủy quyền", required=True)
    if whom == "enterprise":
        owner["name"] = _name(typed, "owner.name", errors, "tên doanh nghiệp, tổ chức", person=False)
        owner["tax_number"] = _tax_number(typed, "owner.tax_number", errors)
        owner["address"] = _text(typed, "owner.address", errors, "địa chỉ trụ sở", required=False)
        owner["kind"] = "enterprise"
    return {"for": whom, "owner": owner, "mandate": mandate, "contact": contact}, errors


def with_filer(answer: Mapping[str, Any], me: Mapping[str, str]) -> dict[str, Any]:
    """The draft's `people`: owner, filer and authorised person from the answer and the account."""
    filer = {k: v for k, v in me.items() if k in ("kind", "name", "citizen_id", "tax_number", "birth_date")}
    filer["verified"] = bool(me.get("verified"))
    filer.update(answer["contact"])
    people: dict[str, Any] = {"for": answer["for"], "filer": filer}
    people["owner"] = dict(filer) if answer["for"] == "self" else dict(answer["owner"])
    people["authorised"] = {**filer, "mandate": answer["mandate"]} if answer["mandate"] else {}
    return people


def _given(typed: Mapping[str, Any], name: str) -> str:
    return str(typed.get(name, "") or "")


def _text(typed: Mapping[str, Any], name: str, errors: dict[str, str], what: str, *, required: bool) -> str:
    raw = _given(typed, name)
    value = clean(raw)
    if has_forbidden(raw):
        errors[name] = f"Phần {what} có ký tự ẩn. Hãy gõ lại bằng bàn phím."
    elif not value and required:
        errors[name] = f"Hãy điền {what}."
    elif len(value) > TEXT_LIMIT:
        errors[name] = f"Phần {what} dài quá {TEXT_LIMIT} ký tự. Hãy viết gọn lại."
    return value[:TEXT_LIMIT]


def _name(
    typed: Mapping[str, Any], name: str, errors: dict[str, str], what: str, *, person: bool = True
) -> str:
    value = clean(_given(typed, name))
    if not value:
        errors[name] = f"Hãy điền {what}."
    elif len(value) > NAME_LIMIT:
        errors[name] = f"Phần {what} dài quá {NAME_LIMIT} ký tự."
    elif has_forbidden(_given(typed, name)):
        errors[name] = f"Phần {what} có ký tự ẩn. Hãy gõ lại bằng bàn phím."
    elif person and not _NAME.match(value):
        errors[name] = "Họ tên chỉ gồm chữ cái, viết như trên giấy tờ."
    return value[:NAME_LIMIT]


def _citizen_id(typed: Mapping[str, Any], name: str, errors: dict[str, str], *, required: bool) -> str:
    value = digits(_given(typed, name))
    if not value and not _given(typed, name).strip():
        if required:
            errors[name] = "Hãy điền số căn cước của người được nộp thay."
        return ""
    if len(value) != 12:
        errors[name] = "Số căn cước phải có 12 chữ số."
    return value[:20]


def _tax_number(typed: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    value = digits(_given(typed, name))
    if not mst.is_valid(value):
        errors[name] = "Mã số thuế chưa đúng. Hãy xem lại trên giấy đăng ký."
    return value[:20]


def _phone(typed: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    value = digits(_given(typed, name))
    if value.startswith("84") and len(value) == 11:
        value = "0" + value[2:]
    if not re.fullmatch(r"0[1-9][0-9]{8,9}", value):
        errors[name] = "Số điện thoại bắt đầu bằng 0 và có 10 chữ số."
    return value[:20]


def _email(typed: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    value = clean(_given(typed, name))
    if value and (
        len(value) > 254 or not re.fullmatch(r"[^@\s<>\"',;]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+", value)
    ):
        errors[name] = "Địa chỉ thư điện tử viết như ten@vidu.vn."
    return value[:254]


def _birth(
    typed: Mapping[str, Any], name: str, errors: dict[str, str], today: date, *, required: bool
) -> str:
    parts = [digits(_given(typed, f"{name}__{part}")) for part in ("year", "month", "day")]
    if not any(parts):
        if required:
            errors[name] = "Hãy điền ngày sinh."
        return ""
    try:
        born = date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        errors[name] = "Ngày sinh không có trên lịch. Hãy xem lại ngày, tháng, năm."
        return ""
    if born > today:
        errors[name] = "Ngày sinh phải trước ngày hôm nay."
    elif born.year < 1900:
        errors[name] = "Năm sinh phải từ 1900."
    return born.isoformat()
