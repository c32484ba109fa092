"""A dump restored into a new cluster: the log stays whole, goes on in a new epoch, and an older dump is noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from tinhso.foundation.records.api import Event, Subject, record, verify
from tinhso.launcher.places import Places
from tinhso.launcher.postgres import Server
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

from .horizon import seal_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
# What the restored province does: look at its log, act once more on the same dossier, seal, look again.
GOES_ON = """
import json, sys, django
django.setup()
from uuid import UUID
from tinhso.foundation.records.api import Event, Subject, record, seal, verify
from tinhso.foundation.records.models import Epoch, Seal
from tinhso.lib.actor import Actor
arrived = verify().as_json()
event = record(Actor.system("test"), "dossier.forward", Subject("dossier", UUID(sys.argv[1])))
made = seal()
print(json.dumps({
    "arrived": arrived, "epoch": event.epoch, "sequence": event.sequence, "txid": int(event.txid), "made": made,
    "after": verify().as_json(), "again": seal(),
    "epochs": list(Epoch.objects.order_by("number").values_list("number", "reason")),
    "seals": list(Seal.objects.filter(stream="event").order_by("number").values_list("number", "epoch", "entries")),
}))
"""
Restored = Callable[[Path, Subject], dict[str, Any]]


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A second PostgreSQL of the wheel, initialised apart: another system identifier, transaction ids from anew."""
    server = Server(Places(tmp_path_factory.mktemp("cluster")), throwaway=True)
    server.places.make()
    server.make()
    server.start()
    yield server
    server.stop()
    server.forget()


def tool(server: Server, name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs."""
    done = subprocess.run(
        [str(server.identity.programs / name), *arguments], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]


def source_url() -> str:
    known = connection.settings_dict
    host = known["HOST"] or known["OPTIONS"].get("host", "")
    url = f"postgresql://{known['USER']}@/{known['NAME']}?host={quote(host)}"
    return f"{url}&port={known['PORT']}" if known["PORT"] else url


def dump(server: Server, folder: Path) -> Path:
    """The test database as it is now."""
    target = folder / "tinhso.dump"
    tool(server, "pg_dump", "--format=custom", "--no-owner", f"--file={target}", f"--dbname={source_url()}")
    return target


@pytest.fixture
def restored(cluster: Server, own_var: Path) -> Restored:
    """Restore a dump under its own name, beside the same keys and the same seals outside, and go on there."""

    def run(file: Path, dossier: Subject) -> dict[str, Any]:
        name = connection.settings_dict["NAME"]
        tool(cluster, "psql", f"--dbname={cluster.url('postgres')}", "-qc", f'CREATE DATABASE "{name}"')
        tool(
            cluster, "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={cluster.url(name)}", str(file)
        )
        done = subprocess.run(
            [sys.executable, "-c", GOES_ON, str(dossier.id)],
            env={**os.environ, "DATABASE_URL": cluster.url(name), "TINHSO_VAR": str(own_var),
                 "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings", "PYTHONPATH": str(ROOT / "src")},
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    return run


def test_the_log_goes_on_in_a_new_epoch(
    officer: Actor, cluster: Server, restored: Restored, tmp_path: Path
) -> None:
    dossier = Subject("dossier", new_id())
    for step in range(3):
        record(officer, "dossier.step", dossier, {"step": step}, {"owner": "Nguyễn Văn An"})
    assert seal_all() == 1
    unsealed = record(officer, "dossier.step", dossier, {"step": 3})
    told = restored(dump(cluster, tmp_path), dossier)
    # Whole as it arrived: the last event waits for its seal, as it did at home.
    assert told["arrived"] == {"events": 4, "seals": 1, "faults": []}
    assert (told["epoch"], told["sequence"]) == (2, 5)
    assert told["txid"] < int(Event.objects.get(id=unsealed.id).txid), "ids start again on a new server"
    # The tail of the old epoch and the first of the new are sealed each for itself; nothing is lost or twice.
    assert told["seals"] == [[1, 1, 3], [2, 1, 1], [3, 2, 1]]
    assert told["made"] == 2
    assert told["after"] == {"events": 5, "seals": 3, "faults": []}
    assert told["again"] == 0
    assert [number for number, _reason in told["epochs"]] == [1, 2]


def test_an_older_dump_cannot_hide_what_came_after(
    officer: Actor, cluster: Server, restored: Restored, tmp_path: Path
) -> None:
    dossier = Subject("dossier", new_id())
    record(officer, "dossier.file", dossier)
    seal_all()
    older = dump(cluster, tmp_path)
    record(officer, "dossier.refuse", dossier)
    seal_all()
    assert verify().faults == []
    told = restored(older, dossier)
    assert [(f["kind"], f["seal"]) for f in told["arrived"]["faults"]] == [("seal_missing", 2)]
    # What is recorded there afterwards stands in another epoch, under numbers that the lost seal never had.
    assert told["epoch"] == 2
    assert [number for number, _epoch, _entries in told["seals"]] == [1, 3]
    assert ("seal_missing", 2) in [(f["kind"], f["seal"]) for f in told["after"]["faults"]]
