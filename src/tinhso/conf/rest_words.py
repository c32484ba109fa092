"""What is wrong with a value sent to the REST API, in the reader's language instead of the validator's English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

OURS = "Value error, "


def sentence(error: Mapping[str, Any]) -> str:
    """One validation error (`type`, `ctx`, `msg` as pydantic gives them) as a sentence for people.

    Kinds that we do not name get a general sentence; sentences of our own validators pass unchanged.
    """
    kind, limits = str(error.get("type", "")), error.get("ctx") or {}
    if kind == "value_error":
        return str(error.get("msg", "")).removeprefix(OURS)
    return _plain().get(kind) or _limited(kind, limits) or _of_kind(kind) or _("Giá trị này chưa đúng.")


def _plain() -> dict[str, str]:
    return {
        "missing": _("Thiếu giá trị này."),
        "extra_forbidden": _("Giao diện này không có trường này."),
        "string_pattern_mismatch": _("Văn bản chưa đúng dạng."),
        "literal_error": _("Giá trị này không nằm trong danh sách cho phép."),
        "json_invalid": _("Không đọc được nội dung yêu cầu."),
    }


def _limited(kind: str, limits: Mapping[str, Any]) -> str:
    """Sentences with a bound; empty for other kinds."""
    match kind:
        case "string_too_long" | "too_long":
            return _("Dài quá %(most)s.") % {"most": limits.get("max_length", "")}
        case "string_too_short" | "too_short":
            return _("Ngắn hơn %(least)s.") % {"least": limits.get("min_length", "")}
        case "less_than_equal":
            return _("Không được lớn hơn %(most)s.") % {"most": limits.get("le", "")}
        case "greater_than_equal":
            return _("Không được nhỏ hơn %(least)s.") % {"least": limits.get("ge", "")}
    return ""


def _of_kind(kind: str) -> str:
    """Sentences about the kind of value that was awaited; empty for other kinds."""
    awaited = {
        "string": _("Phải là văn bản."),
        "int": _("Phải là số nguyên."),
        "bool": _("Phải là đúng hoặc sai (true, false)."),
        "uuid": _("Phải là mã UUID."),
        "date": _("Phải là ngày dạng 2026-11-22."),
        "datetime": _("Phải là thời điểm dạng ISO 8601."),
        "list": _("Phải là danh sách."),
        "dict": _("Phải là đối tượng JSON."),
        "model": _("Phải là đối tượng JSON."),
    }
    return awaited.get(kind.split("_")[0], "")
