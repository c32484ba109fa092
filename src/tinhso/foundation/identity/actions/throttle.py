"""Rate limits that all web processes share."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import ThrottleWindow
from tinhso.foundation.identity.sealing import keyed
from tinhso.foundation.worktime.api import now
from tinhso.lib.errors import Busy

_COUNT = """
INSERT INTO identity_throttlewindow (key, seconds, start, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (key, seconds, start) DO UPDATE SET count = identity_throttlewindow.count + 1
RETURNING count,
    COALESCE((SELECT p.count FROM identity_throttlewindow p
              WHERE p.key = %s AND p.seconds = %s AND p.start = %s), 0)
"""
_SWEEP_EVERY = 500


def throttle(key: str, limit: int, seconds: int) -> None:
    """Count one try of `key`; Busy when more than `limit` happened within the last `seconds`.

    A sliding window from two fixed ones: the earlier counts by the part of it that still reaches into
    the last `seconds`. The key is stored as a keyed hash. Call it outside the transaction of the act,
    or a refusal that rolls back takes the count with it.
    """
    moment = now().timestamp()
    start = int(moment // seconds) * seconds
    hashed = keyed("throttle", key)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [hashed, seconds, start, hashed, seconds, start - seconds])
        current, previous = cursor.fetchone()
    if current % _SWEEP_EVERY == 0:
        ThrottleWindow.objects.filter(start__lt=int(moment) - 2 * 86_400).delete()
    share = 1 - (moment - start) / seconds
    if previous * share + current > limit:
        raise Busy(
            "too_many_tries",
            _("Bạn đã thử quá nhiều lần trong thời gian ngắn."),
            way_out=_("Hãy đợi ít phút rồi thử lại."),
        )
