"""Deliver one notice of the outbox."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction

from tinhso.foundation.notices.channels import Undeliverable, sender
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.notices.rules.retry import wait_seconds
from tinhso.foundation.worktime.api import now

log = structlog.get_logger(__name__)


def deliver(notice_id: UUID) -> int | None:
    """Send the notice unless it was sent. The seconds until another try (kept on it), None when none is needed.

    The row is locked meanwhile, so two workers never send the same one. A worker killed between the server's
    answer and our commit leaves the notice waiting: it goes out again under the same Message-ID. The log names the notice and the
    kind of failure, never an address or a text.
    """
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(skip_locked=True).filter(id=notice_id, state="waiting").first()
        )
        if notice is None:
            return None
        notice.attempts += 1
        try:
            with transaction.atomic():
                sender(notice.channel)(notice)
        except Undeliverable as error:
            return _failed(notice, str(error), None)
        except Exception as error:
            return _failed(notice, type(error).__name__, wait_seconds(notice.attempts))
        notice.state, notice.sent_at, notice.last_error = "sent", now(), ""
        notice.save(update_fields=["state", "sent_at", "last_error", "attempts"])
    log.info("notice.sent", notice=str(notice.id), channel=notice.channel, attempts=notice.attempts)
    return None


def _failed(notice: Notice, kind: str, wait: int | None) -> int | None:
    notice.last_error = kind
    notice.state = "waiting" if wait is not None else "failed"
    notice.next_try_at = now() + timedelta(seconds=wait) if wait is not None else None
    notice.save(update_fields=["state", "last_error", "attempts", "next_try_at"])
    log.warning("notice.failed", notice=str(notice.id), channel=notice.channel, error=kind, retry_in=wait)
    return wait
