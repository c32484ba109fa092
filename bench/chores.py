"""What happens seldom, and must still not take long: check, cold start, import of a catalogue, a big export; and memory."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import officers
from bench.lines import Measured, Place
from bench.load import PEAK
from bench.machine import resident


def line(place: Place) -> list[Measured]:
    """Seconds for each, where the others have rates; a second column where the first byte matters."""
    people = officers.accounts()
    found = [_check(), _cold_start()]
    if place.catalogue:
        found += [_import(place.catalogue, turn) for turn in ("first time", "again, nothing new")]
    found += [_export(place, officers.cookie(people["monitor"]), kind) for kind in ("csv", "xlsx")]
    after = resident()
    found += [
        Measured(
            f"memory of {name}",
            round(after[name], 0),
            unit=" MB",
            note=f"{place.rest.get(name, 0):.0f} MB at rest, {PEAK.get(name, 0):.0f} MB under load; this after the exports",
        )
        for name in sorted(after)
    ]
    return found


def _check() -> Measured:
    from django.conf import settings

    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tinhso.cli", "check", str(settings.PROVINCE_DIR)],
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - start
    return Measured("check of the province's folder", round(took, 1), unit=" s", refused=done.returncode)


def _import(file: Path, turn: str) -> Measured:
    """In the shape in which people do it: a process of its own, beside the running province."""
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tinhso.cli", "procedures", "import", str(file)], capture_output=True
    )
    took = time.perf_counter() - start
    return Measured(
        f"import of the national catalogue, {turn}", round(took, 1), unit=" s", refused=done.returncode
    )


def _cold_start() -> Measured:
    """From nothing to the first answer of the web server, beside a database that runs."""
    with TemporaryDirectory() as folder:
        door = Path(folder) / "web.sock"
        start = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tinhso.launcher.web", str(door), "2", "4"],
            env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": folder},
            stderr=subprocess.DEVNULL,
        )
        try:
            while not _answers(door) and time.perf_counter() - start < 60:
                time.sleep(0.02)
            took = time.perf_counter() - start
        finally:
            child.terminate()
            child.wait(20)
    return Measured("cold start of the web server", round(took, 2), unit=" s")


def _answers(door: Path) -> bool:
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(5)
            link.connect(str(door))
            link.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return link.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _export(place: Place, cookie: str, kind: str) -> Measured:
    """The whole register of the province: seconds to the first byte, and to the last."""
    link = http.client.HTTPConnection("127.0.0.1", place.port, timeout=600)
    start = time.perf_counter()
    link.request("GET", f"/can-bo/so/so-theo-doi.{kind}", headers={"Host": place.host, "Cookie": cookie})
    answer = link.getresponse()
    answer.read(1)
    first = time.perf_counter() - start
    size = 1
    while more := answer.read(1 << 20):
        size += len(more)
    took = time.perf_counter() - start
    link.close()
    return Measured(
        f"export of the register, {kind.upper()}",
        round(took, 1),
        unit=" s",
        refused=int(answer.status != 200),
        note=f"first byte after {first:.2f} s, {size / 1e6:.1f} MB",
    )
