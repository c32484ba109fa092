"""Write a notice into the outbox, in the transaction of the act it tells about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tinhso.foundation.notices.channels import available
from tinhso.foundation.notices.models import Notice, Preference
from tinhso.foundation.notices.recipient import Recipient, recipient_of
from tinhso.foundation.notices.rendering import render
from tinhso.foundation.notices.rules.channels import CHANNELS, Wishes, chosen
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now
from tinhso.lib.transactions import in_transaction


def notify(
    template: str, to: Recipient | UUID, context: dict[str, Any], subject: Subject | None = None
) -> list[Notice]:
    """Tell a person (an account id, or a Recipient without account) by their channels.

    The rows are the outbox: written in the running transaction, so that a rolled-back act tells nobody, and
    sent by the worker after commit. Gives an empty list when the person left no address.
    """
    written = notices(template, to, context, subject)
    if written:
        with in_transaction():
            Notice.objects.bulk_create(written)
    return written


def notices(
    template: str, to: Recipient | UUID, context: dict[str, Any], subject: Subject | None = None
) -> list[Notice]:
    """The same rows, for an act that writes them itself together with its own."""
    recipient = recipient_of(to) if isinstance(to, UUID) else to
    moment = now()
    found = []
    usable = [channel for channel in CHANNELS if available(channel)]
    for channel, address in chosen(_wishes(recipient), usable, email=recipient.email, phone=recipient.phone):
        title, body = render(template, recipient, context, channel)
        found.append(
            Notice(
                template=template,
                account_id=recipient.account_id,
                channel=channel,
                address=address,
                title=title,
                body=body,
                subject_kind=subject.kind if subject else "",
                subject_id=str(subject.id) if subject else "",
                made_at=moment,
            )
        )
    return found


def _wishes(recipient: Recipient) -> Wishes:
    found = (
        Preference.objects.filter(account_id=recipient.account_id).first() if recipient.account_id else None
    )
    return Wishes(found.email, found.sms, found.zalo) if found else Wishes()
