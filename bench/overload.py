"""Four times the filings that this machine can take: who is served, who is told to come again, what is lost.

A line of this table holds when every receipt that was given is a dossier in the register, nobody met a fault
(500) or silence, and the next filing after the crowd has gone is as quick as one before it, within seconds.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle

from bench import filing
from bench.flood import Answer, Flood, pour
from bench.lines import Measured, Place
from bench.load import Outcome, fire

TIMES = 4
# The crowd is told to come again, or served, within this many seconds.
PATIENCE = 30.0
CALM = 3.0


def line(place: Place) -> list[Measured]:
    """A run at what can be carried, the crowd, and the time until it is calm again."""
    every = filing.filings()
    bearer = filing.token()

    def requests(client: int) -> Iterator[bytes]:
        return filing.requests_of(place, bearer, cycle(every[client:] + every[:client]))

    def alone() -> Outcome:
        return fire(place.port, requests, clients=1, seconds=1.0, wanted=(201,), warm=0.0)

    carried = fire(place.port, requests, clients=place.clients, seconds=place.seconds, wanted=(201,))
    quiet = alone().percentile(0.5)
    crowd = pour(place.port, requests(0), rate=TIMES * carried.rate, seconds=place.seconds, patience=PATIENCE)
    calm = _until_calm(alone, 2 * quiet)
    return [_told(crowd, carried, place), _recovered(calm, quiet)]


def _told(crowd: Flood, carried: Outcome, place: Place) -> Measured:
    served, busy = crowd.with_status(201), crowd.with_status(503, 429)
    others = Counter(one.status for one in crowd.answers if one.status not in (201, 503, 429))
    missing = lost(served)
    note = (
        f"{len(crowd.answers)} came at {TIMES * carried.rate:.0f}/s: {len(served)} served, {len(busy)} told to come"
        f" again after {_middle(busy):.0f} ms; receipts without a dossier: {missing}"
    )
    if others:
        note += "; " + ", ".join(f"{count}×{status or 'silence'}" for status, count in sorted(others.items()))
    took = sorted(1000 * one.took for one in served)
    return Measured(
        f"{TIMES} times what can be carried",
        round(len(served) / _span(crowd), 1),
        p50=round(_share(took, 0.5), 1),
        p95=round(_share(took, 0.95), 1),
        p99=round(_share(took, 0.99), 1),
        clients=len(crowd.answers),
        raw=round(carried.rate, 1),
        raw_is=f"carried by {place.clients} clients",
        refused=missing + sum(others.values()),
        note=note,
    )


def _recovered(seconds: float, quiet: float) -> Measured:
    return Measured(
        "calm again after the crowd",
        round(seconds, 1),
        unit=" s",
        refused=int(seconds > CALM),
        note=f"until one client's filing takes less than twice the {quiet:.0f} ms of before",
    )


def _until_calm(alone: Callable[[], Outcome], enough: float) -> float:
    start = time.monotonic()
    while time.monotonic() - start < 60:
        began = time.monotonic()
        if alone().percentile(0.5) <= enough:
            return began - start
    return 60.0


def lost(served: list[Answer]) -> int:
    """How many receipts name no dossier of the register, or one that another receipt names too."""
    from django.db import connection

    codes = [str(json.loads(_plain(one.body))["code"]) for one in served]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE code = ANY (%s)", [codes])
        found: int = cursor.fetchone()[0]
    return len(codes) - found


def _plain(body: bytes) -> bytes:
    """A body without the marks of chunks."""
    found = re.search(rb"\{.*\}", body, re.DOTALL)
    return found.group(0) if found else body


def _span(crowd: Flood) -> float:
    return max((one.sent + one.took for one in crowd.answers), default=1.0)


def _middle(answers: list[Answer]) -> float:
    return _share(sorted(1000 * one.took for one in answers), 0.5)


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("nan")
