"""Giving an officer a capacity."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tinhso.foundation.identity.forms.fields import Faults, date_fault, day, line, typed_date
from tinhso.foundation.identity.rules.dates import typed_date_fault
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
    faults = {
        "username": username_fault(values["username"]),
        "name": name_fault(values["name"]),
        "position": None if 0 < len(values["position"]) <= 120 else _("Hãy nhập chức vụ, tối đa 120 ký tự."),
        "roles": None if values["roles"] else _("Hãy chọn ít nhất một vai trò."),
        "valid_from": None
        if values["valid_from"]
        else date_fault(posted, "valid_from", _("Hãy nhập ngày bắt đầu.")),
        "valid_to": typed_date_fault(values["valid_to_typed"]),
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
