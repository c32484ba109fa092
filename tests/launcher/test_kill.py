"""kill -9 at random moments under load: whatever was confirmed to a client is there afterwards."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.launcher.load import Filing, token
from tests.launcher.site import RunningProvince

pytestmark = pytest.mark.slow
MOMENTS = int(os.environ.get("TINHSO_KILL_MOMENTS", "50"))
CLIENTS = 3
# What a stroke may hit: one web process most often, then the database, the worker, the whole web server.
PARTS = ("web-process", "web-process", "web-process", "postgres", "postgres", "worker", "web")
SEED = int(os.environ.get("TINHSO_KILL_SEED", "20260701"))


@pytest.fixture
def hurried(
    monkeypatch: pytest.MonkeyPatch, prepared_var: Callable[[Path], Path], tmp_path: Path
) -> Iterator[RunningProvince]:
    """A province whose parts come back without the growing pause."""
    monkeypatch.setenv("TINHSO_LONGEST_WAIT", "0.3")
    site = RunningProvince(prepared_var(tmp_path / "var"), "--no-demo")
    try:
        yield site.start()
    finally:
        if site.process is not None:
            site.stop()


def strike(site: RunningProvince, part: str) -> None:
    """Kill the part as soon as it is there to be killed."""
    limit = time.monotonic() + 60
    while not site.kill(part):
        assert time.monotonic() < limit, f"{part} did not come back: {site.said()}"
        time.sleep(0.05)


def test_nothing_confirmed_is_lost(hurried: RunningProvince) -> None:
    chance = random.Random(SEED)
    hurried.ready()
    clients = [Filing(hurried, token(hurried, f"tai-{number}")) for number in range(CLIENTS)]
    threads = [threading.Thread(target=client.work, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    struck: Counter[str] = Counter()
    for _ in range(MOMENTS):
        time.sleep(chance.uniform(0.05, 1.2))
        part = chance.choice(PARTS)
        strike(hurried, part)
        struck[part] += 1
    hurried.ready(180)
    time.sleep(3)
    for client in clients:
        client.ending.set()
    for thread in threads:
        thread.join(60)
    hurried.ready(180)
    assert sum(struck.values()) == MOMENTS
    assert [failure for client in clients for failure in client.failures] == []
    receipts = [receipt for client in clients for receipt in client.receipts]
    assert len(receipts) >= CLIENTS, f"hardly anything was filed: {[c.tried for c in clients]}"
    lost = [r.code for client in clients for r in client.receipts if not client.confirmed(r)]
    assert lost == []
    assert len({receipt.code for receipt in receipts}) == len(receipts)
    assert len({receipt.id for receipt in receipts}) == len(receipts)
    with psycopg.connect(hurried.database()) as connection:
        row = connection.execute("SELECT count(*) FROM dossiers_dossier").fetchone()
    assert row is not None
    # A client that was told to end may have filed one that it never heard of; never one more than that.
    assert len(receipts) <= row[0] <= len(receipts) + CLIENTS
