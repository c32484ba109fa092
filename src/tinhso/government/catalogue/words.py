"""What the national catalogue says, in words for officers: silence is said too."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tinhso.lib.money import vnd

FIELDS = (
    "name",
    "decision",
    "issuer",
    "kind",
    "levels",
    "field",
    "subjects",
    "executing",
    "authority",
    "coordinating",
    "receiving_address",
    "methods",
    "methods_raw",
    "documents",
    "results",
    "conditions",
    "steps",
    "legal_codes",
    "legal_raw",
    "related",
    "source_url",
)


def silent() -> str:
    """What stands where the source says nothing."""
    return _("Nguồn không nêu")


def field_name(key: str) -> str:
    """A field of a record."""
    names = {
        "code": _("Mã thủ tục"),
        "name": _("Tên thủ tục"),
        "decision": _("Quyết định công bố"),
        "issuer": _("Cơ quan công bố"),
        "kind": _("Loại thủ tục"),
        "type": _("Loại thủ tục"),
        "levels": _("Cấp thực hiện"),
        "field": _("Lĩnh vực"),
        "subjects": _("Đối tượng thực hiện"),
        "executing": _("Cơ quan thực hiện"),
        "authority": _("Cơ quan có thẩm quyền"),
        "coordinating": _("Cơ quan phối hợp"),
        "receiving_address": _("Địa chỉ tiếp nhận"),
        "methods": _("Cách thức thực hiện"),
        "methods_raw": _("Cách thức thực hiện (nguyên văn)"),
        "documents": _("Thành phần hồ sơ"),
        "results": _("Kết quả"),
        "conditions": _("Yêu cầu, điều kiện"),
        "steps": _("Trình tự thực hiện"),
        "legal_codes": _("Căn cứ pháp lý"),
        "legal_raw": _("Căn cứ pháp lý (nguyên văn)"),
        "related": _("Thủ tục liên quan"),
        "source_url": _("Trang nguồn"),
    }
    return names.get(key, key)


def level_name(key: str) -> str:
    """A level of government as the catalogue knows them."""
    names = {
        "ministry": _("Cấp bộ"),
        "province": _("Cấp tỉnh"),
        "district": _("Cấp huyện"),
        "commune": _("Cấp xã"),
        "other": _("Cơ quan khác"),
    }
    return names.get(key, key)


def kind_name(key: str) -> str:
    """What an import did to a code."""
    names = {
        "added": _("Thêm mới"),
        "changed": _("Thay đổi"),
        "returned": _("Có lại"),
        "vanished": _("Vắng mặt"),
    }
    return names.get(key, key)


def absences_told(key: str) -> str:
    """Why nothing was marked as vanished."""
    told = {
        "part": _("Tệp chỉ là một phần, nên không đánh dấu thủ tục vắng mặt."),
        "nameless": _("Có dòng không đọc được mã, nên không đánh dấu thủ tục vắng mặt."),
    }
    return told.get(key, "")


def channel_name(key: str) -> str:
    """A way to file."""
    names = {"DIRECT": _("Trực tiếp"), "ONLINE": _("Trực tuyến"), "POSTAL": _("Bưu chính")}
    return names.get(key, key)


def limit_told(limit: list[str] | None) -> str:
    """A stored limit, e.g. ["3", "WORKING_DAY"]; a limit that nobody states or whose unit was lost is open."""
    if limit is None:
        return _("Chưa rõ thời hạn")
    units = {
        "HOUR": _("%(n)s giờ"),
        "WORKING_DAY": _("%(n)s ngày làm việc"),
        "DAY": _("%(n)s ngày"),
        "MONTH": _("%(n)s tháng"),
    }
    number = f"{Decimal(limit[0]):f}".replace(".", ",")
    return units.get(limit[1], "%(n)s") % {"n": number}


def fee_told(method: dict[str, Any]) -> str:
    """A stored fee; only an amount is a fact, the rest says how little the source tells."""
    if method["fee_kind"] == "AMOUNT":
        if method["fee_amount"] is None:
            return _("Có thu phí, mức thu chưa rõ")
        if method["fee_currency"] == "VND":
            return vnd(method["fee_amount"])
        return f"{method['fee_amount']} {method['fee_currency']}"
    names = {
        "FREE": _("Nguồn ghi miễn phí"),
        "FREE_OR_UNSTATED": _("Miễn phí hoặc không nêu phí"),
        "UNSTATED": _("Không nêu phí"),
    }
    return names[method["fee_kind"]]


def copies_told(item: dict[str, Any]) -> str:
    """How many originals and copies a stored paper asks for."""
    if item["originals"] is None or item["copies"] is None:
        return _("Số bản chưa rõ")
    if not item["originals"] and not item["copies"]:
        return _("Không ghi số bản")
    told = []
    if item["originals"]:
        told.append(_("%(n)s bản chính") % {"n": item["originals"]})
    if item["copies"]:
        told.append(_("%(n)s bản sao") % {"n": item["copies"]})
    return ", ".join(told)


def as_text(key: str, value: Any) -> str:
    """A stored field as lines of text, for reading side by side; "" when the source is silent."""
    if not value:
        return ""
    if isinstance(value, str):
        return value
    rows: dict[str, Callable[[Any], str]] = {
        "levels": level_name,
        "methods": _method_line,
        "documents": _case_lines,
        "results": lambda row: f"{row['name']} ({row['code']})" if row["code"] else row["name"],
    }
    line = rows.get(key, str)
    return "\n".join(line(row) for row in value)


def _method_line(row: dict[str, Any]) -> str:
    parts = [channel_name(row["channel"]), limit_told(row["limit"]), fee_told(row), row["note"]]
    return " · ".join(part for part in parts if part)


def _case_lines(row: dict[str, Any]) -> str:
    lines = [row["case"]] if row["case"] else []
    for item in row["items"]:
        form = f" · {item['form_file']}" if item["form_file"] else ""
        lines.append(f"– {item['name']} · {copies_told(item)}{form}")
    return "\n".join([*lines, row["text"]] if row["text"] else lines)
