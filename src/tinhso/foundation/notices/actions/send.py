"""Empty the outbox: what is due goes out in order, and a server that is away holds up nothing else."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.notices.actions.deliver import deliver
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.worktime.api import now

BATCH = 100
# Shorter than the pause between two rounds, so that the worker always has a hand free.
SECONDS = 4.0
# A channel that failed so often in a row is left alone until the next round.
PATIENCE = 3


def send_due(seconds: float = SECONDS) -> int:
    """Deliver waiting notices for at most `seconds`; how many were tried.

    Two workers at once share the work: each notice is locked while it is sent. What a killed worker left
    waiting is simply still due.
    """
    end = time.monotonic() + seconds
    failing: Counter[str] = Counter()
    tried = 0
    for ident, channel in _due():
        if time.monotonic() > end:
            break
        if failing[channel] >= PATIENCE:
            continue
        failing[channel] = failing[channel] + 1 if deliver(ident) is not None else 0
        tried += 1
    return tried


def _due() -> Iterator[tuple[UUID, str]]:
    """Waiting notices whose time has come, the oldest first, each once."""
    moment = now()
    waiting = Notice.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=moment), state="waiting")
    after: tuple[object, UUID] | None = None
    while True:
        left = waiting
        if after is not None:
            left = waiting.filter(Q(made_at__gt=after[0]) | Q(made_at=after[0], id__gt=after[1]))
        page = list(left.order_by("made_at", "id").values_list("id", "channel", "made_at")[:BATCH])
        for ident, channel, _made_at in page:
            yield ident, channel
        if len(page) < BATCH:
            return
        after = (page[-1][2], page[-1][0])
