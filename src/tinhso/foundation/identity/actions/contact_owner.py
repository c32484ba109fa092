"""Whose contact data an account's are: a person's or an enterprise's, locked for a change."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import Organisation, Person
from tinhso.foundation.notices.api import Recipient, notify
from tinhso.foundation.records.api import Subject
from tinhso.lib.errors import NotFound

# Told in Vietnamese whatever language the writer's pages have, so they stand in no catalogue.
WORDS: Mapping[str, str] = {"phone": "Số điện thoại", "email": "Địa chỉ thư điện tử"}


def owner_of(account_id: UUID) -> Person | Organisation:
    """The row that holds an account's contact data, locked. NotFound for a client or the system."""
    person = Person.objects.select_for_update().filter(account_id=account_id).first()
    found = person or Organisation.objects.select_for_update().filter(account_id=account_id).first()
    if found is None:
        raise NotFound("account_unknown", _("Không tìm thấy tài khoản này."))
    return found


def warn_at_old_addresses(owner: Person | Organisation, kind: str, new: str) -> None:
    """Tell the addresses that held until now, in the transaction of the change: a thief is noticed there.

    `new` is shown masked; empty when the address was taken out.
    """
    known = Recipient(owner.name, owner.email, owner.phone, owner.account_id)
    context = {"what": WORDS[kind], "contact": new}
    template = "contact_changed" if new else "contact_removed"
    notify(template, known, context, Subject("account", owner.account_id))
