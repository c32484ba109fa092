"""Two machines of one province, two web processes and a worker on each, against one PostgreSQL that neither owns.

    python bench/two_machines.py [--strokes N] [--clients N] [--seed S]

Programs file dossiers through both at once while processes, the database and whole machines are killed (-9) and
come back. It holds when every receipt is a dossier in the register, both machines show it, none was given twice,
every job was done by one worker or the other, and the event log proves itself. Prints what it did; 1 when not.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.launcher.load import Filing, token  # noqa: E402
from tests.launcher.site import RunningProvince  # noqa: E402

from tinhso.launcher.places import Places  # noqa: E402
from tinhso.launcher.postgres import Server  # noqa: E402

STROKES = ("web-process", "web-process", "web", "worker", "worker", "machine", "machine", "postgres")
# A dead worker's jobs are taken up by the clock, every other minute, once it has been silent for a while.
JOBS_END = 360.0
# So many receipts are asked of each machine by the API; the register is asked for all.
ASKED = 200


class Machine(RunningProvince):
    """A machine with a folder of its own; database, files and keys are the province's."""

    def __init__(self, var: Path, shared: dict[str, str], first_port: int) -> None:
        super().__init__(var, "--no-demo")
        self.shared = shared
        self.first_port = first_port

    def environment(self) -> dict[str, str]:
        return {**super().environment(), **self.shared, "TINHSO_LONGEST_WAIT": "1"}

    def database(self) -> str:
        return self.shared["DATABASE_URL"]

    def die(self) -> None:
        """The launcher is killed; what it started ends with it. Then it is started again."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()


@dataclass
class Either:
    """What a client program sees of a pair behind one name: now the one, now the other."""

    machines: list[Machine]
    chance: random.Random

    @property
    def address(self) -> str:
        return self.chance.choice(self.machines).address


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strokes", type=int, default=24)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", type=int, default=20260701)
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="tinhso-two-") as folder:
        root = Path(folder)
        places = Places(root / "database")
        places.make()
        server = Server(places)
        server.make()
        server.start()
        shared = {
            "DATABASE_URL": server.url(),
            "TINHSO_STORAGE": str(root / "files"),
            "TINHSO_SEALS": str(root / "seals"),
            "TINHSO_SECRET_KEY": secrets.token_urlsafe(48),
            "TINHSO_SEAL_KEY": str(_seal_key(root)),
        }
        machines = [Machine(root / name, shared, port) for name, port in (("one", 18600), ("two", 18700))]
        try:
            return _told(_tried(machines, server, chosen), machines, server, shared)
        finally:
            for machine in machines:
                if machine.process is not None:
                    machine.stop()
            server.stop()
            server.forget()


def _seal_key(root: Path) -> Path:
    path = root / "seal.pem"
    command = ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    path.chmod(0o600)
    return path


def _tried(machines: list[Machine], server: Server, chosen: argparse.Namespace) -> list[Filing]:
    """The clients after the strokes, when both machines are fit again."""
    chance = random.Random(chosen.seed)  # noqa: S311
    # Both at once: one makes the tables and loads the province while the other waits.
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda machine: machine.start().ready(180), machines))
    either: Any = Either(machines, random.Random(chosen.seed + 1))  # noqa: S311
    clients = [Filing(either, token(machines[0], f"may-{number}")) for number in range(chosen.clients)]
    threads = [threading.Thread(target=client.work, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    struck: Counter[str] = Counter()
    for _ in range(chosen.strokes):
        time.sleep(chance.uniform(0.5, 3.0))
        stroke = chance.choice(STROKES)
        struck[stroke] += 1
        _strike(stroke, chance.choice(machines), server)
    for machine in machines:
        machine.ready(180)
    time.sleep(3)
    for client in clients:
        client.ending.set()
    for thread in threads:
        thread.join(60)
    took = time.monotonic() - began
    print(
        f"{chosen.strokes} strokes in {took:.0f} s: " + ", ".join(f"{n} {part}" for part, n in struck.items())
    )
    return clients


def _strike(stroke: str, machine: Machine, server: Server) -> None:
    if stroke == "postgres":
        assert server.child is not None
        assert server.child.process is not None
        os.kill(server.child.process.pid, signal.SIGKILL)
        server.child.process.wait()
        server.start()
    elif stroke == "machine":
        machine.die()
    else:
        limit = time.monotonic() + 60
        while not machine.kill(stroke) and time.monotonic() < limit:
            time.sleep(0.05)


def _told(clients: list[Filing], machines: list[Machine], server: Server, shared: dict[str, str]) -> int:
    """What holds and what does not; 0 when everything does."""
    import psycopg

    receipts = [receipt for client in clients for receipt in client.receipts]
    failures = [failure for client in clients for failure in client.failures]
    each = [(client, receipt) for client in clients for receipt in client.receipts]
    asked = random.Random(0).sample(each, min(ASKED, len(each)))  # noqa: S311
    unseen = [
        receipt.code
        for machine in machines
        for client, receipt in asked
        if not _seen(client, receipt, machine)
    ]
    twice = len(receipts) - len({r.code for r in receipts})
    with psycopg.connect(server.url(), autocommit=True) as connection:
        codes = {code for (code,) in connection.execute("SELECT code FROM dossiers_dossier").fetchall()}
        lost = [receipt.code for receipt in receipts if receipt.code not in codes]
        unasked = len(codes) - len(receipts)
        left = _jobs(connection)
    env = {**os.environ, **shared, "TINHSO_VAR": str(machines[0].var), "PYTHONPATH": str(ROOT / "src")}
    verified = subprocess.run([sys.executable, "-m", "tinhso.cli", "verify"], env=env, cwd=ROOT).returncode
    print(
        f"{sum(c.tried for c in clients)} requests, {len(receipts)} receipts; not in the register: {len(lost)}; of {len(asked)}"
        f" asked of each machine, not seen: {len(unseen)};"
        f" given twice: {twice}; answered with a refusal: {len(failures)};"
        f" filed without a client that still waited: {unasked}; jobs left: {left or 'none'};"
        f" verify: {'holds' if verified == 0 else 'does not hold'}"
    )
    sound = (
        not lost and not twice and not failures and 0 <= unasked <= len(clients) and not left and not verified
    )
    return 0 if sound and receipts else 1


def _seen(client: Filing, receipt: Any, machine: Machine) -> bool:
    client.site = machine
    return client.confirmed(receipt)


def _jobs(connection: Any) -> dict[str, int]:
    """Jobs that are due and not done when the workers had time for them, by state."""
    limit = time.monotonic() + JOBS_END
    while True:
        found = connection.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            " AND coalesce(scheduled_at, now()) <= now() GROUP BY 1"
        ).fetchall()
        if not found or time.monotonic() > limit:
            return dict(found)
        time.sleep(1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
