"""What the room's pages call things."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kinds() -> list[tuple[str, str]]:
    """The kinds of steps."""
    names = {
        "handle": _("Xử lý"),
        "appraise": _("Thẩm định"),
        "approve": _("Phê duyệt"),
        "sign": _("Ký"),
        "number": _("Lấy số, đóng dấu"),
        "return": _("Trả kết quả"),
        "opinion": _("Cho ý kiến"),
    }
    return list(names.items())


def kind_name(key: str) -> str:
    """The kind of a step in words."""
    return dict(kinds()).get(key, key)


def widgets() -> list[tuple[str, str]]:
    """The kinds of questions."""
    names = {
        "text": _("Một dòng chữ"),
        "textarea": _("Nhiều dòng chữ"),
        "radios": _("Chọn một, thấy hết"),
        "select": _("Chọn một trong danh sách"),
        "checkboxes": _("Chọn nhiều"),
        "yesno": _("Có hoặc không"),
        "date": _("Ngày"),
        "number": _("Số"),
        "money": _("Số tiền"),
        "citizen_id": _("Số định danh cá nhân"),
        "tax_number": _("Mã số thuế"),
        "phone": _("Số điện thoại"),
        "email": _("Thư điện tử"),
        "address": _("Địa chỉ"),
        "group": _("Nhóm lặp lại nhiều lần"),
    }
    return list(names.items())


def widget_name(key: str) -> str:
    """The kind of a question in words."""
    return dict(widgets()).get(key, key)


def example_kind(key: str) -> str:
    """The kind of an example in words."""
    return {"plain": _("Bình thường"), "supplemented": _("Có bổ sung"), "refused": _("Bị từ chối")}.get(
        key, key
    )
