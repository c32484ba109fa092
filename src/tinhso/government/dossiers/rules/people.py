"""Who files and for whom, page by page: pure, with plain errors beside each field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from stdnum.vn import mst

from tinhso.government.dossiers.rules.phones import phone
from tinhso.lib.text import clean, digits, has_forbidden

FOR_WHOM = ("self", "child", "mandate", "enterprise")
# Kinds of subjects of a procedure (the national catalogue's codes) that are persons; the others are bodies.
PERSONS = frozenset({"ĐT1", "ĐT4", "DT12", "DT13"})
NAME_LIMIT = 250
TEXT_LIMIT = 500
OWNER_PARTS = ("name", "citizen_id", "tax_number", "address", "birth_date")
_FROM_ACCOUNT = ("kind", "name", "citizen_id", "tax_number", "birth_date")
_NAME = re.compile(r"^[^\W\d_](?:[^\W\d_]|[ .'’·-])*$")


def choices(on_behalf: bool, subjects: Sequence[str], firm: bool = False) -> tuple[str, ...]:
    """For whom one may file: what the procedure's subjects allow to this kind of account, in this order.

    `subjects` are the codes of the catalogue (none: open to all), `firm` an enterprise's account. Where the
    procedure lets nobody stand in (`on_behalf`), one files for oneself alone.
    """
    persons = not subjects or any(code in PERSONS for code in subjects)
    bodies = not subjects or any(code not in PERSONS for code in subjects)
    fits = {"self": bodies if firm else persons, "child": persons and not firm, "mandate": persons,
            "enterprise": bodies}  # fmt: skip
    return tuple(key for key in FOR_WHOM if fits[key]) if on_behalf else ("self",)


def ask(saved: Mapping[str, Any], me: Mapping[str, str]) -> dict[str, Any]:
    """What the pages show at first: saved answers laid flat, the account's contacts otherwise."""
    owner = {} if saved.get("for") == "self" else (saved.get("owner") or {})
    filer = saved.get("filer") or {}
    return {
        "for": saved.get("for", ""),
        **{f"owner.{key}": owner.get(key, "") for key in OWNER_PARTS},
        "mandate": (saved.get("authorised") or {}).get("mandate", ""),
        "phone": filer.get("phone") or me.get("phone", ""),
        "email": filer.get("email") or me.get("email", ""),
        "address": filer.get("address") or me.get("address", ""),
    }


def shown(values: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what was typed laid over them, right or wrong; a date as its three parts."""
    over = {key: str(typed.get(key, "")) for key in values if key in typed}
    parts = {part: str(typed.get(f"owner.birth_date__{part}", ""))[:10] for part in ("day", "month", "year")}
    if any(parts.values()):
        over["owner.birth_date"] = parts  # type: ignore[assignment]
    return {**values, **over}


def read_whom(typed: Mapping[str, Any], allowed: Sequence[str] = FOR_WHOM) -> tuple[str, dict[str, str]]:
    """For whom: one of those allowed (see `choices`), and the error when none was chosen."""
    whom = str(typed.get("for", ""))
    return (whom, {}) if whom in allowed else ("", {"for": _("Hãy chọn bạn nộp cho ai.")})


def read_owner(
    whom: str, typed: Mapping[str, Any], today: date
) -> tuple[dict[str, Any], str, dict[str, str]]:
    """The owner whom the filer stands for, the mandate (when there is one), and the errors by field name."""
    errors: dict[str, str] = {}
    if whom == "enterprise":
        owner = {
            "kind": "enterprise",
            "name": _name(typed, "owner.name", errors, _("tên doanh nghiệp, tổ chức"), person=False),
            "tax_number": _tax_number(typed, "owner.tax_number", errors),
            "address": _text(typed, "owner.address", errors, _("địa chỉ trụ sở"), required=False),
        }
        return owner, "", errors
    what = _("họ tên của trẻ") if whom == "child" else _("họ tên người ủy quyền")
    owner = {
        "kind": "citizen",
        "name": _name(typed, "owner.name", errors, what),
        "birth_date": _birth(typed, "owner.birth_date", errors, today, required=whom == "child"),
        "citizen_id": _citizen_id(typed, "owner.citizen_id", errors, required=whom == "mandate"),
        "address": _text(typed, "owner.address", errors, _("nơi cư trú"), required=False),
    }
    if whom == "child":
        return owner, "", errors
    return owner, _text(typed, "mandate", errors, _("giấy ủy quyền"), required=True), errors


def read_contact(typed: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """How to reach the filer, and the errors by field name."""
    errors: dict[str, str] = {}
    contact = {
        "phone": _phone(typed, "phone", errors),
        "email": _email(typed, "email", errors),
        "address": _text(typed, "address", errors, _("địa chỉ liên hệ"), required=False),
    }
    return contact, errors


def assemble(
    saved: Mapping[str, Any],
    me: Mapping[str, str],
    *,
    whom: str = "",
    owner: Mapping[str, Any] | None = None,
    mandate: str | None = None,
    contact: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The draft's `people` (owner, filer, authorised) after one page's answers; the rest stays.

    The filer's own facts always come from the account. Choosing somebody else to file for drops the owner
    that was there.
    """
    before = str(saved.get("for") or "")
    whom = whom or before or "self"
    old = saved.get("filer") or {}
    filer: dict[str, Any] = {k: me[k] for k in _FROM_ACCOUNT if me.get(k)}
    filer["verified"] = bool(me.get("verified"))
    filer.update({k: old[k] for k in ("phone", "email", "address") if k in old})
    filer.update(contact or {})
    if whom == "self":
        return {"for": whom, "filer": filer, "owner": dict(filer), "authorised": {}}
    kept = saved.get("owner") or {} if before == whom else {}
    told = (saved.get("authorised") or {}).get("mandate", "") if before == whom else ""
    told = told if mandate is None else mandate
    return {
        "for": whom,
        "filer": filer,
        "owner": dict(kept if owner is None else owner),
        "authorised": {**filer, "mandate": told} if told else {},
    }


def _given(typed: Mapping[str, Any], name: str) -> str:
    return str(typed.get(name, "") or "")


def _text(typed: Mapping[str, Any], name: str, errors: dict[str, str], what: str, *, required: bool) -> str:
    raw = _given(typed, name)
    value = clean(raw)
    if has_forbidden(raw):
        errors[name] = _("Phần %(what)s có ký tự ẩn. Hãy gõ lại bằng bàn phím.") % {"what": what}
    elif not value and required:
        errors[name] = _("Hãy điền %(what)s.") % {"what": what}
    elif len(value) > TEXT_LIMIT:
        errors[name] = _("Phần %(what)s dài quá %(most)s ký tự. Hãy viết gọn lại.") % {
            "what": what,
            "most": TEXT_LIMIT,
        }
    return value[:TEXT_LIMIT]


def _name(
    typed: Mapping[str, Any], name: str, errors: dict[str, str], what: str, *, person: bool = True
) -> str:
    value = clean(_given(typed, name))
    if not value:
        errors[name] = _("Hãy điền %(what)s.") % {"what": what}
    elif len(value) > NAME_LIMIT:
        errors[name] = _("Phần %(what)s dài quá %(most)s ký tự. Hãy viết gọn lại.") % {
            "what": what,
            "most": NAME_LIMIT,
        }
    elif has_forbidden(_given(typed, name)):
        errors[name] = _("Phần %(what)s có ký tự ẩn. Hãy gõ lại bằng bàn phím.") % {"what": what}
    elif not person and not any(c.isalpha() for c in value):
        errors[name] = _("Phần %(what)s viết như trên giấy đăng ký.") % {"what": what}
    elif person and not _NAME.match(value):
        errors[name] = _("Họ tên chỉ gồm chữ cái, viết như trên giấy tờ.")
    return value[:NAME_LIMIT]


def _citizen_id(typed: Mapping[str, Any], name: str, errors: dict[str, str], *, required: bool) -> str:
    value = digits(_given(typed, name))
    if not value and not _given(typed, name).strip():
        if required:
            errors[name] = _("Hãy điền số căn cước của người được nộp thay.")
        return ""
    if len(value) != 12:
        errors[name] = _("Số căn cước phải có 12 chữ số.")
    return value[:20]


def _tax_number(typed: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    value = digits(_given(typed, name))
    if not mst.is_valid(value):
        errors[name] = _("Mã số thuế chưa đúng. Hãy xem lại trên giấy đăng ký.")
    return value[:20]


def phone_fault() -> str:
    """What is said about a number that is none."""
    return _(
        "Số điện thoại chưa đúng: di động 10 chữ số, cố định 11 chữ số bắt đầu bằng 02, số nước ngoài bắt đầu bằng dấu +."
    )


def _phone(typed: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    given = _given(typed, name)
    value = phone(given)
    if value is None:
        errors[name] = phone_fault()
        return clean(given)[:20]
    return value


def _email(typed: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    value = clean(_given(typed, name))
    if value and (
        len(value) > 254 or not re.fullmatch(r"[^@\s<>\"',;]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+", value)
    ):
        errors[name] = _("Địa chỉ thư điện tử viết như ten@vidu.vn.")
    return value[:254]


def _birth(
    typed: Mapping[str, Any], name: str, errors: dict[str, str], today: date, *, required: bool
) -> str:
    parts = [digits(_given(typed, f"{name}__{part}")) for part in ("year", "month", "day")]
    if not any(parts):
        if required:
            errors[name] = _("Hãy điền ngày sinh.")
        return ""
    try:
        born = date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        errors[name] = _("Ngày sinh không có trên lịch. Hãy xem lại ngày, tháng, năm.")
        return ""
    if born > today:
        errors[name] = _("Ngày sinh phải trước ngày hôm nay.")
    elif born.year < 1900:
        errors[name] = _("Năm sinh phải từ 1900.")
    return born.isoformat()
