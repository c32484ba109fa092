"""The demonstration's payment platform: a simulator beside the province, labelled so on every page, never in production."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec

from tinhso.launcher.caddy import free_port
from tinhso.launcher.children import Child
from tinhso.launcher.places import ROOT, Places

FIRST_PORT, PARTNER = 8450, "MO-PHONG"
PROGRAM = "tinhso.simulators.pay"


@dataclass(frozen=True)
class PaySimulator:
    """Where it answers, and the secret it shares with the province for this run."""

    host: str
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def origin(self) -> str:
        """The one name under which payers and the province reach it."""
        return f"http://{self.host}:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """What every child of the province is told."""
        return {
            "TINHSO_PAY_URL": f"{self.origin}/thong-diep",
            "TINHSO_PAY_PARTNER": PARTNER,
            "TINHSO_PAY_SECRET": self.secret,
            "TINHSO_PAY_SIMULATED": "1",
        }


def simulator(lan_hosts: list[str], env: dict[str, str]) -> PaySimulator | None:
    """A free place for it, told to all children by `env`; None outside a demonstration or beside a real platform."""
    demo = os.environ.get("TINHSO_ENV", "demo") == "demo"
    if not demo or os.environ.get("TINHSO_PAY_URL") or find_spec(PROGRAM) is None:
        return None
    host = lan_hosts[0] if lan_hosts else "127.0.0.1"
    port = free_port(FIRST_PORT, [host])
    if port is None:
        return None
    made = PaySimulator(host, port)
    env |= made.settings
    return made


def child(places: Places, where: PaySimulator, port: int, site: str) -> Child:
    """The program; it brings its notices to this machine's own door and sends payers back to `site`."""
    command = [
        sys.executable, "-m", PROGRAM, "--address", where.host, "--port", str(where.port),
        "--store", str(places.run / "simulator-pay.sqlite3"), "--partner", PARTNER,
        "--notify", f"http://127.0.0.1:{port}/thanh-toan/thong-bao/", "--back", f"{site}/tra-cuu/{{code}}/nop-tien/ve/",
        *(["--at", places.as_of] if places.as_of else []),
    ]  # fmt: skip
    env = {"PYTHONPATH": str(ROOT / "src"), "TINHSO_PAY_SECRET": where.secret}
    return Child("Nền tảng thanh toán (mô phỏng)", command, places.log / "simulator-pay.log", env=env)
