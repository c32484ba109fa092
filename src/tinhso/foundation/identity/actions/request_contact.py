"""Asking for another telephone number or e-mail address; nothing changes until the code came back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.contact_owner import owner_of
from tinhso.foundation.identity.actions.guard import clear_tries
from tinhso.foundation.identity.actions.password import OWN, prove_password
from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.models import ContactChange
from tinhso.foundation.identity.rules.contacts import CHANNEL, contact_fault, normalised
from tinhso.foundation.identity.rules.one_time import digest, new_reset_code
from tinhso.foundation.notices.api import Recipient, notify, usable
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

MINUTES = 10
CODES_PER_ACCOUNT = 5
CODES_PER_ADDRESS = 5


def request_contact(actor: Actor, kind: str, typed: str, current_password: str) -> ContactChange:
    """Send a code to a new `phone` or `email` of the actor's own account; ten minutes to bring it back.

    The password is asked because whoever receives the codes can reset it. Refused: `contact_wrong`,
    `contact_same`, `password_wrong`, `no_gateway` when this site cannot send there; Busy after five codes an
    hour, or five a day to one address, whoever asks. The event holds the address as a digest only.
    """
    value = normalised(kind, typed)
    if fault := contact_fault(kind, value):
        raise Refused("contact_wrong", fault, field=kind)
    account = prove_password(actor, current_password)
    clear_tries(account.login, OWN)
    if not usable(CHANNEL[kind]):
        raise Refused(
            "no_gateway",
            _("Hệ thống chưa gửi được mã đến địa chỉ này."),
            field=kind,
            way_out=_("Hãy đến bộ phận một cửa gần nhất để được giúp."),
        )
    throttle(f"contact:{account.pk}", CODES_PER_ACCOUNT, 3600)
    throttle(f"contact-to:{value}", CODES_PER_ADDRESS, 86_400)
    code = new_reset_code()
    subject = Subject("account", account.pk)
    with transaction.atomic():
        owner = owner_of(account.pk)
        if getattr(owner, kind) == value:
            raise Refused("contact_same", _("Đây đang là địa chỉ của bạn. Không có gì để đổi."), field=kind)
        # Addresses of strangers that were typed and never confirmed are not kept.
        ContactChange.objects.filter(expires_at__lt=now()).delete()
        change, _made = ContactChange.objects.update_or_create(
            account=account,
            kind=kind,
            defaults={
                "value": value,
                "digest": code_digest(account.pk, kind, value, code),
                "expires_at": now() + timedelta(minutes=MINUTES),
                "failures": 0,
            },
        )
        context = {"code": code, "minutes": MINUTES}
        there = Recipient("", phone=value) if kind == "phone" else Recipient("", email=value)
        notify("contact_code", there, context, subject)
        record(actor, "account.request_contact", subject, {"kind": kind}, {"contact": value})
    return change


def code_digest(account_id: object, kind: str, value: str, code: str) -> str:
    """What is kept of a code: bound to the account and to the very address it was sent to."""
    return digest(settings.SECRET_KEY, f"contact:{account_id}:{kind}:{value}", code)
