"""Taking one's e-mail address out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import own_account
from tinhso.foundation.identity.actions.contact_owner import owner_of, warn_at_old_addresses
from tinhso.foundation.records.api import Subject, act, record
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@act("account.change_contact")
def remove_email(actor: Actor) -> None:
    """Forget the e-mail address of the actor's own account; nothing happens when there is none.

    Refused `last_contact` while no telephone number is left: nobody could be told anything any more.
    """
    account_id = own_account(actor)
    owner = owner_of(account_id)
    if not owner.email:
        return
    if not owner.phone:
        raise Refused(
            "last_contact",
            _("Bạn chưa có số điện thoại, nên không bỏ được thư điện tử."),
            way_out=_("Hãy thêm số điện thoại trước."),
        )
    warn_at_old_addresses(owner, "email", "")
    before, owner.email = owner.email, ""
    owner.save(update_fields=["email"])
    subject = Subject("account", account_id)
    record(actor, "account.change_contact", subject, {"kind": "email", "removed": True}, {"before": before})
