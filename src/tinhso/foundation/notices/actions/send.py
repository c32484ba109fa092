"""Empty the outbox: what is due goes out in order, and a server that is away holds up nothing else."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Q

from tinhso.foundation.notices.actions.deliver import deliver, deliver_many
from tinhso.foundation.notices.channels import sender_of_many
from tinhso.foundation.notices.models import Notice
from tinhso.foundation.worktime.api import now

BATCH = 100
# Shorter than the pause between two rounds, so that the worker always has a hand free.
SECONDS = 4.0
# A channel that failed so often in a row is left alone until the next round.
PATIENCE = 3


def send_due(seconds: float = SECONDS) -> int:
    """Deliver waiting notices for at most `seconds`; how many were tried.

    A channel that takes many gets a page of them in one go, any other one after the other. Two workers at once share
    the work: notices are locked while they are sent. What a killed worker left waiting is simply still due.
    """
    end = time.monotonic() + seconds
    failing: Counter[str] = Counter()
    tried = 0
    for page in _due():
        for channel, idents in _by_channel(page).items():
            send_many = sender_of_many(channel)
            if send_many is not None and time.monotonic() <= end and deliver_many(send_many, idents):
                tried += len(idents)
                continue
            for ident in idents:
                if time.monotonic() > end:
                    return tried
                if failing[channel] >= PATIENCE:
                    break
                failing[channel] = failing[channel] + 1 if deliver(ident) is not None else 0
                tried += 1
    return tried


def _by_channel(page: Iterable[tuple[UUID, str]]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for ident, channel in page:
        found.setdefault(channel, []).append(ident)
    return found


def _due() -> Iterator[list[tuple[UUID, str]]]:
    """Waiting notices whose time has come, the oldest first, each once; a page at a time."""
    moment = now()
    waiting = Notice.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=moment), state="waiting")
    after: tuple[object, UUID] | None = None
    while True:
        left = waiting
        if after is not None:
            left = waiting.filter(Q(made_at__gt=after[0]) | Q(made_at=after[0], id__gt=after[1]))
        page = list(left.order_by("made_at", "id").values_list("id", "channel", "made_at")[:BATCH])
        yield [(ident, channel) for ident, channel, _made_at in page]
        if len(page) < BATCH:
            return
        after = (page[-1][2], page[-1][0])
