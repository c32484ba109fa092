"""The event log: append, seal, and verify the whole of it again."""

from __future__ import annotations

import time
import uuid

from bench.lines import Measured, Place

VERIFY_RATE = 200_000
# Chains as long as those of a dossier.
CHAIN = 12
BULK = 200_000


def line(place: Place) -> list[Measured]:
    """Appends of one process, a seal over them and more, and verification of everything that this database holds."""
    from django.db import transaction

    from tinhso.foundation.records import api as records
    from tinhso.lib.actor import Actor

    system = Actor.system("bench")
    records.seal()
    appended, start = 0, time.perf_counter()
    subject = records.Subject("bench", uuid.uuid4())
    while time.perf_counter() - start < place.seconds / 2:
        if appended % CHAIN == 0:
            subject = records.Subject("bench", uuid.uuid4())
        with transaction.atomic():
            records.record(system, "bench.append", subject, {"number": appended}, {"owner": "Nguyễn Văn Đo"})
        appended += 1
    rate = appended / (time.perf_counter() - start)
    found = [Measured("append an event, each its own transaction", round(rate, 1))]
    start = time.perf_counter()
    with transaction.atomic():
        for number in range(BULK // CHAIN // 20):
            subject = records.Subject("bench", uuid.uuid4())
            for turn in range(CHAIN):
                records.record(system, "bench.append", subject, {"number": number, "turn": turn})
    many = BULK // CHAIN // 20 * CHAIN
    found.append(Measured("append events, one transaction", round(many / (time.perf_counter() - start), 1)))
    new, start = appended + many, time.perf_counter()
    records.seal()
    took = time.perf_counter() - start
    found.append(
        Measured(
            "seal new events", round(new / took, 1), note=f"{new:,} in {took:.2f} s, one Merkle root, signed"
        )
    )
    start = time.perf_counter()
    report = records.verify()
    took = time.perf_counter() - start
    found.append(
        Measured(
            "verify the log",
            round(report.events / took, 1),
            bar_rate=VERIFY_RATE,
            refused=len(report.faults),
            note=f"{report.events:,} events, {report.seals} seals in {took:.1f} s",
        )
    )
    return found
