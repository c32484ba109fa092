"""The simulated portal as a process of its own, and the controls that a test has over it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


class Simulator:
    """One running simulator."""

    def __init__(self, address: str) -> None:
        self.address = address

    def do(self, what: str, **body: Any) -> dict[str, Any]:
        """One control, e.g. `gui` (push once), `nop` (file), `tra-loi` (answer requests), `yen` (calm)."""
        request = urllib.request.Request(
            f"{self.address}/dieu-khien/{what}", data=json.dumps(body).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def everything(self) -> dict[str, dict[str, Any]]:
        """All that the portal holds: `{code: {HoSo, TienDo, filed_here}}`."""
        with urllib.request.urlopen(f"{self.address}/dieu-khien/tat-ca", timeout=20) as answer:
            found: dict[str, dict[str, Any]] = json.load(answer)
            return found

    def page(self, path: str) -> str:
        """One of its own pages."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=20) as answer:
            return str(answer.read().decode())


@contextmanager
def running(store: Path, *options: str, token: str = "") -> Iterator[Simulator]:
    """Start it on a free port, and end it."""
    command = [
        sys.executable,
        "-m",
        "tinhso.simulators.portal",
        "--store",
        str(store),
        "--every",
        "0",
        *options,
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TINHSO_PORTAL_TOKEN": token}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    assert process.stdout is not None
    try:
        yield Simulator(process.stdout.readline().strip())
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
