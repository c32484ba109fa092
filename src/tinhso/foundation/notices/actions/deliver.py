"""Deliver notices of the outbox: one, or many in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F

from tinhso.foundation.notices.channels import SendMany, Undeliverable, sender
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


def deliver_many(send_many: SendMany, notice_ids: Sequence[UUID]) -> bool:
    """Send those of the notices that still wait, in one transaction of three statements; False when it failed.

    What another worker holds is left to it. When any of them cannot be handed over nothing was sent, and the caller
    delivers one after the other, so that a single one holds up no other.
    """
    try:
        with transaction.atomic():
            rows = Notice.objects.select_for_update(skip_locked=True)
            waiting = list(rows.filter(id__in=notice_ids, state="waiting").order_by("made_at", "id"))
            if not waiting:
                return True
            send_many(waiting)
            Notice.objects.filter(id__in=[notice.id for notice in waiting]).update(
                state="sent", sent_at=now(), last_error="", attempts=F("attempts") + 1
            )
    except Exception as error:
        log.warning("notices.failed", many=len(notice_ids), error=type(error).__name__)
        return False
    log.info("notices.sent", many=len(waiting), channel=waiting[0].channel, first=str(waiting[0].id))
    return True


def _failed(notice: Notice, kind: str, wait: int | None) -> int | None:
    notice.last_error = kind
    notice.state = "waiting" if wait is not None else "failed"
    notice.next_try_at = now() + timedelta(seconds=wait) if wait is not None else None
    notice.save(update_fields=["state", "last_error", "attempts", "next_try_at"])
    log.warning("notice.failed", notice=str(notice.id), channel=notice.channel, error=kind, retry_in=wait)
    return wait
