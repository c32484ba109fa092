"""E-mail by SMTP."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from tinhso.foundation.notices.channels import Undeliverable
from tinhso.foundation.notices.models import Notice

TIMEOUT = 20
PERMANENT = 500


def send(notice: Notice) -> None:
    """Hand the notice to the mail server.

    Raises Undeliverable when the server refuses this recipient or this text for good (RFC 5321, 5yz), OSError
    or SMTPException when a later try may do better: server away, 4yz, or a fault of our own settings such as
    a wrong password or sender.

    The Message-ID is the notice's id, so a repeated delivery after a lost answer is one message to readers.
    """
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=TIMEOUT)
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(">")
    message = EmailMessage(
        subject=notice.title,
        body=notice.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notice.address],
        connection=connection,
        headers={"Message-ID": f"<{notice.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _text in refused.recipients.values()]
        if codes and min(codes) >= PERMANENT:
            raise Undeliverable(f"smtp-{codes[0]}") from None
        raise
    except SMTPDataError as refused:
        if refused.smtp_code >= PERMANENT:
            raise Undeliverable(f"smtp-{refused.smtp_code}") from None
        raise
