"""E-mail by SMTP."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from tinhso.foundation.notices.models import Notice

TIMEOUT = 20


def send(notice: Notice) -> None:
    """Hand the notice to the mail server. Raises OSError or SMTPException when it does not take it.

    The Message-ID is the notice's id, so a repeated delivery after a lost answer is one message to readers.
    """
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=TIMEOUT)
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(">")
    EmailMessage(
        subject=notice.title,
        body=notice.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notice.address],
        connection=connection,
        headers={"Message-ID": f"<{notice.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()
