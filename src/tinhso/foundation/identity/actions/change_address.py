"""Saying where one lives."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import own_account
from tinhso.foundation.identity.models import Person
from tinhso.foundation.organisation.api import units
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Invalid, NotFound
from tinhso.lib.text import clean

LONGEST_LINE = 200


@act("account.change_address")
def change_address(actor: Actor, unit_code: str, line: str) -> None:
    """Set the address of the actor's own person: a commune of today, and what comes before it.

    It is a claim, used to fill forms in; nothing is decided by it. Invalid names the faulty fields; NotFound
    for an account without a person. The event holds digests only.
    """
    account_id, line = own_account(actor), clean(line).replace("\n", " ")
    person = Person.objects.select_for_update().filter(account_id=account_id).first()
    if person is None:
        raise NotFound("person_unknown", _("Không tìm thấy tài khoản cá nhân này."))
    known = {unit.code for unit in units(today(), level="commune")}
    faults = {
        "address_unit": None if unit_code in known else _("Hãy chọn xã, phường nơi bạn ở."),
        "address_line": _("Địa chỉ dài quá 200 ký tự.") if len(line) > LONGEST_LINE else None,
    }
    if found := [FieldError(field, fault) for field, fault in faults.items() if fault]:
        raise Invalid(found)
    before = f"{person.address_unit} {person.address_line}"
    person.address_unit, person.address_on, person.address_line = unit_code, today(), line
    person.save(update_fields=["address_unit", "address_on", "address_line"])
    digests = {"before": before, "after": f"{unit_code} {line}"}
    record(actor, "account.change_address", Subject("account", account_id), {}, digests)
