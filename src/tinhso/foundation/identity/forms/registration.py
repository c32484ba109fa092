"""The pages of opening an account: card, contact, password; for people and for enterprises."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.password import password_fault
from tinhso.foundation.identity.actions.registration_code import code_contact
from tinhso.foundation.identity.forms.fields import Faults, Posted, date_fault, day, line, typed_date
from tinhso.foundation.identity.rules import citizen_id, phone, tax_number
from tinhso.foundation.identity.rules.names import LONGEST_NAME, birth_date_fault, email_fault, name_fault
from tinhso.foundation.worktime.api import today

Values = dict[str, Any]
LONGEST_ORGANISATION = 250


def card(posted: Posted) -> tuple[Values, Faults]:
    """Citizen ID, name, birth date and sex, which must agree with each other."""
    number = citizen_id.normalise(line(posted, "citizen_id", 40))
    name, sex, birth = line(posted, "name", LONGEST_NAME), posted.get("sex", ""), day(posted, "birth_date")
    faults = {
        "citizen_id": citizen_id.fault(number, today=today()),
        "name": name_fault(name),
        "birth_date": birth_date_fault(birth, today())
        if birth
        else date_fault(posted, "birth_date", _("Hãy nhập ngày sinh như trên thẻ căn cước.")),
        "sex": None if sex in ("male", "female") else _("Hãy chọn giới tính như trên thẻ căn cước."),
    }
    found = {field: fault for field, fault in faults.items() if fault}
    if not found and (clash := citizen_id.disagreement(number, birth, sex)):
        found = dict.fromkeys(clash.fields, clash.sentence)
    values = {
        "citizen_id": number,
        "name": name,
        "sex": sex,
        "birth_date": birth.isoformat() if birth else "",
    }
    return {**values, "birth_date_typed": typed_date(posted, "birth_date")}, found


def contact(posted: Posted) -> tuple[Values, Faults]:
    """A mobile telephone, and an e-mail address for whoever has one."""
    number, email = phone.normalise(line(posted, "phone", 40)), line(posted, "email", 254)
    faults = {"phone": phone.fault(number), "email": email_fault(email)}
    if not any(faults.values()) and not code_contact(number, email):
        faults["email"] = _("Hãy nhập thư điện tử để nhận mã: hệ thống chưa nhắn tin được đến điện thoại.")
    return {"phone": number, "email": email}, {field: fault for field, fault in faults.items() if fault}


def enterprise(posted: Posted) -> tuple[Values, Faults]:
    """Tax number and name of an enterprise, and who represents it."""
    tax = tax_number.normalise(line(posted, "tax_number", 40))
    name, representative = (
        line(posted, "name", LONGEST_ORGANISATION),
        line(posted, "representative", LONGEST_NAME),
    )
    number = citizen_id.normalise(line(posted, "representative_citizen_id", 40))
    faults = {
        "tax_number": tax_number.fault(tax),
        "name": None
        if 0 < len(name) <= LONGEST_ORGANISATION
        else _("Hãy nhập tên tổ chức, tối đa 250 ký tự."),
        "representative": name_fault(representative),
        "representative_citizen_id": citizen_id.fault(number, today=today()),
    }
    values = {
        "tax_number": tax,
        "name": name,
        "representative": representative,
        "representative_citizen_id": number,
    }
    return values, {field: fault for field, fault in faults.items() if fault}


def new_password(posted: Posted, login: str = "") -> tuple[str, Faults]:
    """A new password; typed once, since it can be looked at and reset."""
    password = posted.get("password", "")
    fault = password_fault(password, login)
    return password, {"password": fault} if fault else {}
