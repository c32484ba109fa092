"""Official papers: how many forms with a signed QR the machine makes, and how many are made and kept."""

from __future__ import annotations

import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from bench.lines import Measured, Place

RATE = 200


def line(place: Place) -> list[Measured]:
    """The receipt of today with its sample as data, another name each time: PDF/A-2b, tagged, two QR codes."""
    return [_made(place, processes) for processes in (1, os.cpu_count() or 2)] + [_kept(place)]


def _order(number: int) -> Any:
    from tinhso.foundation.papers import api as papers
    from tinhso.foundation.papers.checking import order_of
    from tinhso.foundation.records.subject import Subject
    from tinhso.foundation.worktime.api import today

    info = papers.template("receipt", today())
    sample = order_of(info, info.sample, today())
    said = {**sample.fields, "owner": f"Nguyễn Văn Đo {number}"}
    sealed = papers.Sealed(
        f"H44.BENCH-{number:06d}", "1.001193", "Tỉnh Số", "026190000001", datetime.now(UTC)
    )
    who = Subject("bench", uuid.uuid4())
    return info, papers.Order(
        "receipt",
        who,
        today(),
        sample.head,
        said,
        sealed=sealed,
        tables=sample.tables,
        symbols=sample.symbols,
        code="7K2M-Q9XA-3TZB",
    )


def _made(place: Place, processes: int) -> Measured:
    """What the data, the signature of the QR and the machine cost; nothing is stored."""
    from tinhso.foundation.papers import engine
    from tinhso.foundation.papers.actions.typeset import typeset

    pool = engine.Pool(processes)
    before, engine._POOL = engine._POOL, pool
    moment, times = datetime.now(UTC), []

    def one(number: int) -> int:
        info, order = _order(number)
        start = time.perf_counter()
        size = len(typeset(info, order, uuid.uuid4(), moment).pdf)
        times.append(time.perf_counter() - start)
        return size

    try:
        with ThreadPoolExecutor(processes) as threads:
            list(threads.map(one, range(processes * 4)))
            times.clear()
            start, count, size = time.perf_counter(), 0, 0
            while time.perf_counter() - start < place.seconds:
                for made in threads.map(one, range(count, count + 50)):
                    count, size = count + 1, made
            rate = count / (time.perf_counter() - start)
    finally:
        pool.close()
        engine._POOL = before
    p95 = sorted(times)[int(len(times) * 0.95)] * 1000
    bar = RATE if processes > 1 else 0.0
    note = f"{processes} process(es), {size / 1000:.0f} kB each, QR signed"
    return Measured(
        f"make a form PDF, {processes} at once",
        round(rate, 1),
        p95=p95,
        clients=processes,
        bar_rate=bar,
        note=note,
    )


def _kept(place: Place) -> Measured:
    """The whole act by one asker: chosen, made, written to storage durably, row and event in one transaction."""
    from tinhso.foundation.papers import api as papers
    from tinhso.lib.actor import Actor

    actor, count, start = Actor.system("bench"), 0, time.perf_counter()
    while time.perf_counter() - start < place.seconds / 2:
        papers.make(actor, _order(count)[1])
        count += 1
    return Measured(
        "make and keep a paper", round(count / (time.perf_counter() - start), 1), note="one asker"
    )
