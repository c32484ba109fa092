"""The demonstration's own certificates, time-stamps and signing services: worth nothing, never in production."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tinhso.launcher.caddy import free_port
from tinhso.launcher.children import Child
from tinhso.launcher.places import ROOT, Places

FIRST_PORT, FIRST_SERVICE = 8480, 8490
PROGRAM, SERVICE, PARTNER = "tinhso.simulators.pki", "tinhso.simulators.esign", "MO-PHONG"


@dataclass(frozen=True)
class Certificates:
    """Where the authority answers and where it keeps its keys. Its certificates name this port: it should stay."""

    folder: Path
    port: int
    # Where the services answer that ask people on their telephone; the secret is made for this run.
    service: int = 0
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def settings(self) -> dict[str, str]:
        """What every child of the province is told."""
        told = {
            "TINHSO_SIGNING_ROOTS": str(self.folder / "trust"),
            "TINHSO_SIGNING_HOSTS": f"127.0.0.1:{self.port}",
            "TINHSO_SIGNING_TSA": f"http://127.0.0.1:{self.port}/demo/tsa/tsa",
            "TINHSO_SIGNING_SIMULATED": "1",
        }
        for kind in ("SMART", "SIM") if self.service else ():
            told |= {
                f"TINHSO_SIGNING_{kind}_URL": f"http://127.0.0.1:{self.service}",
                f"TINHSO_SIGNING_{kind}_PARTNER": PARTNER,
                f"TINHSO_SIGNING_{kind}_PASSWORD": self.secret,
            }
        return told


def certificates(where: Places, env: dict[str, str]) -> Certificates | None:
    """A free place, told to all children by `env`; None outside a demonstration or where an operator has set roots."""
    if os.environ.get("TINHSO_ENV", "demo") != "demo" or os.environ.get("TINHSO_SIGNING_ROOTS"):
        return None
    port = free_port(FIRST_PORT, ["127.0.0.1"])
    if port is None:
        return None
    real = os.environ.get("TINHSO_SIGNING_SMART_URL") or os.environ.get("TINHSO_SIGNING_SIM_URL")
    service = None if real else free_port(FIRST_SERVICE, ["127.0.0.1"])
    made = Certificates(where.var / "pki", port, service or 0)
    env |= made.settings
    return made


def child(places: Places, where: Certificates) -> Child:
    """The program, on loopback alone."""
    command = [sys.executable, "-m", PROGRAM, "--folder", str(where.folder), "--port", str(where.port)]
    env = {"PYTHONPATH": str(ROOT / "src")}
    return Child("Chứng thư số (trình diễn)", command, places.log / "simulator-pki.log", env=env)


def service(places: Places, where: Certificates) -> Child | None:
    """Remote and SIM signing, on loopback alone; None where a real service is set."""
    if not where.service:
        return None
    command = [
        sys.executable, "-m", SERVICE, "--folder", str(where.folder), "--port", str(where.service),
        "--partner", PARTNER, "--authority", f"http://127.0.0.1:{where.port}",
    ]  # fmt: skip
    env = {"PYTHONPATH": str(ROOT / "src"), "TINHSO_ESIGN_PASSWORD": where.secret}
    return Child("Dịch vụ ký số (mô phỏng)", command, places.log / "simulator-esign.log", env=env)
