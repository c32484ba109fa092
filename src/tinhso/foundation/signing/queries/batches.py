"""How batches stand."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from tinhso.foundation.signing.models import Batch, Turn
from tinhso.lib.actor import Actor
from tinhso.lib.cut import Cut
from tinhso.lib.keyset import newest_first


def progress(batch: Batch) -> dict[str, Any]:
    """Its turns with their requests, how many are in each state, and how many have their fate."""
    turns = list(
        Turn.objects.filter(batch=batch)
        .select_related("request")
        .defer("tail", "attributes")
        .order_by("position")
    )
    counted = Counter(turn.state for turn in turns)
    ended = sum(counted[state] for state in ("signed", "refused", "failed", "cancelled"))
    return {"turns": turns, "counted": counted, "ended": ended, "open": batch.ended_at is None}


def batches_of(actor: Actor, after: str = "") -> Cut[Batch]:
    """The batches of a person, the newest first; a page at a time."""
    rows = Batch.objects.filter(account_id=actor.account_id or UUID(int=0)).select_related("certificate")
    return newest_first(rows, "made_at", after, 30)
