"""The demonstration's own certificates, time-stamps and answers about revocation: worth nothing, never in production."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tinhso.launcher.caddy import free_port
from tinhso.launcher.children import Child
from tinhso.launcher.places import ROOT, Places

FIRST_PORT = 8480
PROGRAM = "tinhso.simulators.pki"


@dataclass(frozen=True)
class Certificates:
    """Where the authority answers and where it keeps its keys. Its certificates name this port: it should stay."""

    folder: Path
    port: int

    @property
    def settings(self) -> dict[str, str]:
        """What every child of the province is told."""
        return {
            "TINHSO_SIGNING_ROOTS": str(self.folder / "trust"),
            "TINHSO_SIGNING_HOSTS": f"127.0.0.1:{self.port}",
            "TINHSO_SIGNING_SIMULATED": "1",
        }


def certificates(where: Places, env: dict[str, str]) -> Certificates | None:
    """A free place, told to all children by `env`; None outside a demonstration or where an operator has set roots."""
    if os.environ.get("TINHSO_ENV", "demo") != "demo" or os.environ.get("TINHSO_SIGNING_ROOTS"):
        return None
    port = free_port(FIRST_PORT, ["127.0.0.1"])
    if port is None:
        return None
    made = Certificates(where.var / "pki", port)
    env |= made.settings
    return made


def child(places: Places, where: Certificates) -> Child:
    """The program, on loopback alone."""
    command = [sys.executable, "-m", PROGRAM, "--folder", str(where.folder), "--port", str(where.port)]
    env = {"PYTHONPATH": str(ROOT / "src")}
    return Child("Chứng thư số (trình diễn)", command, places.log / "simulator-pki.log", env=env)
