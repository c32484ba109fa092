"""Keep messages where they can be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from tinhso.foundation.notices.channels import takes_many
from tinhso.foundation.notices.models import Notice, SinkMessage
from tinhso.foundation.worktime.api import now


def keep_all(notices: Sequence[Notice]) -> None:
    """Keep each notice once; a second delivery changes nothing."""
    moment = now()
    SinkMessage.objects.bulk_create(
        (
            SinkMessage(
                notice_id=notice.id,
                channel=notice.channel,
                address=notice.address,
                title=notice.title,
                body=notice.body,
                kept_at=moment,
            )
            for notice in notices
        ),
        ignore_conflicts=True,
    )


@takes_many(keep_all)
def keep(notice: Notice) -> None:
    """Keep one."""
    keep_all([notice])
