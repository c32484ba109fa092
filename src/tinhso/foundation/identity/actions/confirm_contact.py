"""Bringing back the code that was sent to a new telephone number or e-mail address."""

from __future__ import annotations

from hmac import compare_digest

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import own_account
from tinhso.foundation.identity.actions.contact_owner import owner_of, warn_at_old_addresses
from tinhso.foundation.identity.actions.request_contact import code_digest
from tinhso.foundation.identity.models import ContactChange, OneTimeCode
from tinhso.foundation.identity.rules.masking import mask_contact
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

TRIES = 5


def confirm_contact(actor: Actor, kind: str, code: str) -> None:
    """Make the new `phone` or `email` of the actor's own account hold, and warn the addresses before it.

    Refused `code_wrong` for a wrong, late, used or worn-out code alike; five wrong tries make it worthless.
    The event holds both addresses as digests only.
    """
    account_id = own_account(actor)
    with transaction.atomic():
        fits = _confirm(actor, kind, code)
    if not fits:
        raise Refused(
            "code_wrong",
            _("Mã không đúng hoặc đã hết hạn."),
            field="code",
            way_out=_("Hãy kiểm tra lại, hoặc xin mã mới."),
        )
    # Codes to reset the password that went to the old address are worth nothing now.
    OneTimeCode.objects.filter(account_id=account_id, used_at__isnull=True).delete()


def _confirm(actor: Actor, kind: str, code: str) -> bool:
    account_id = own_account(actor)
    change = (
        ContactChange.objects.select_for_update()
        .filter(account_id=account_id, kind=kind, expires_at__gt=now(), failures__lt=TRIES)
        .first()
    )
    if change is None:
        return False
    if not compare_digest(change.digest, code_digest(account_id, kind, change.value, code)):
        ContactChange.objects.filter(pk=change.pk).update(failures=F("failures") + 1)
        return False
    owner = owner_of(account_id)
    before = getattr(owner, kind)
    warn_at_old_addresses(owner, kind, mask_contact(change.value))
    setattr(owner, kind, change.value)
    owner.save(update_fields=[kind])
    change.delete()
    digests = {"before": before, "after": change.value}
    record(actor, "account.change_contact", Subject("account", account_id), {"kind": kind}, digests)
    return True
