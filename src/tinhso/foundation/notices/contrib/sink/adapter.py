"""Keep a message where it can be looked at."""

from __future__ import annotations

from tinhso.foundation.notices.models import Notice, SinkMessage
from tinhso.foundation.worktime.api import now


def keep(notice: Notice) -> None:
    """Keep the notice once; a second delivery changes nothing."""
    SinkMessage.objects.get_or_create(
        notice_id=notice.id,
        defaults={
            "channel": notice.channel,
            "address": notice.address,
            "title": notice.title,
            "body": notice.body,
            "kept_at": now(),
        },
    )
