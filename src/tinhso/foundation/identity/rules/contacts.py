"""What a person may give as a telephone number or an e-mail address."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.identity.rules import phone
from tinhso.foundation.identity.rules.names import email_fault

CHANNEL = {"phone": "sms", "email": "email"}


def normalised(kind: str, typed: str) -> str:
    """The stored form of a typed `phone` or `email`."""
    return phone.normalise(typed) if kind == "phone" else typed.strip()


def contact_fault(kind: str, value: str) -> str | None:
    """What is wrong with a normalised value, as a sentence; None when nothing is. Empty is a fault."""
    if kind == "phone":
        return phone.fault(value)
    return email_fault(value) if value else _("Hãy nhập địa chỉ thư điện tử.")
