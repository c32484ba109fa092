"""Giving an officer a capacity."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tinhso.foundation.identity.forms.fields import Faults, day, line, typed_date
from tinhso.foundation.identity.rules.logins import normalise_login, username_fault
from tinhso.foundation.identity.rules.names import LONGEST_NAME, name_fault
from tinhso.foundation.identity.rules.roles import ROLES
from tinhso.foundation.worktime.api import today


def officer(posted: QueryDict) -> tuple[dict[str, Any], Faults]:
    """Username, name, position, roles and dates of an officer's new capacity."""
    values: dict[str, Any] = {
        "username": normalise_login(line(posted, "username", 40)),
        "name": line(posted, "name", LONGEST_NAME),
        "position": line(posted, "position", 120),
        "roles": [role for role in posted.getlist("roles") if role in ROLES],
        "valid_from": day(posted, "valid_from"),
        "valid_from_typed": typed_date(posted, "valid_from"),
        "valid_to": day(posted, "valid_to"),
        "valid_to_typed": typed_date(posted, "valid_to"),
    }
    bad_end = any(values["valid_to_typed"].values()) and values["valid_to"] is None
    faults = {
        "username": username_fault(values["username"]),
        "name": name_fault(values["name"]),
        "position": None if 0 < len(values["position"]) <= 120 else _("Hãy nhập chức vụ, tối đa 120 ký tự."),
        "roles": None if values["roles"] else _("Hãy chọn ít nhất một vai trò."),
        "valid_from": None if values["valid_from"] else _("Ngày bắt đầu không đúng, ví dụ đúng: 01 07 2025."),
        "valid_to": _("Ngày kết thúc không đúng, ví dụ đúng: 31 12 2026.") if bad_end else None,
    }
    return values, {field: fault for field, fault in faults.items() if fault}


def blank_officer() -> dict[str, Any]:
    """An empty form that starts today."""
    return {
        "roles": [],
        "valid_from_typed": {},
        "valid_from": today(),
        "valid_to_typed": {},
        "valid_to": None,
    }
