"""The demonstration's other legal world: the simulated e-identity and national portal beside the province.

Both are programs of their own (`tinhso.simulators`), labelled as simulations on every page, and never start in
production.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from tinhso.launcher.caddy import free_port
from tinhso.launcher.children import Child
from tinhso.launcher.places import ROOT, Places
from tinhso.launcher.say import Stop, step

FIRST_PORT = 8400
CLIENT, UNIT = "tinhso", "MP"
PORTAL = "tinhso.simulators.portal"


@dataclass(frozen=True)
class Simulators:
    """Where the two simulators answer, and the secrets they share with the province for this run."""

    host: str
    addresses: tuple[str, ...]
    eid_port: int
    portal_port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    @property
    def eid(self) -> str:
        """The issuer, by the one name under which browsers and the province reach it."""
        return f"http://{self.host}:{self.eid_port}"

    @property
    def portal(self) -> str:
        """The portal as the province reaches it: on this machine."""
        return f"http://127.0.0.1:{self.portal_port}"

    @property
    def settings(self) -> dict[str, str]:
        """What every child of the province is told."""
        return {
            "TINHSO_FRONT_DOOR": "national",
            "TINHSO_EID_ISSUER": self.eid,
            "TINHSO_EID_CLIENT_ID": CLIENT,
            "TINHSO_EID_CLIENT_SECRET": self.secret,
            "TINHSO_PORTAL_URL": self.portal,
            "TINHSO_PORTAL_PAGES": self.portal,
            "TINHSO_PORTAL_UNIT": UNIT,
            "TINHSO_PORTAL_USER": CLIENT,
            "TINHSO_PORTAL_PASSWORD": self.password,
        }


def simulators(lan_hosts: list[str]) -> Simulators:
    """Free places for both; on the local network the e-identity is reached by its first name there."""
    if os.environ.get("TINHSO_ENV", "demo") != "demo":
        raise Stop("--front-door chỉ có ở chế độ trình diễn.")
    host = lan_hosts[0] if lan_hosts else "127.0.0.1"
    addresses = ("127.0.0.1", *([host] if lan_hosts else []))
    first = free_port(FIRST_PORT, list(addresses))
    second = free_port((first or FIRST_PORT) + 1, list(addresses))
    if first is None or second is None:
        raise Stop("không còn cổng trống cho các bản mô phỏng.")
    return Simulators(host, addresses, first, second)


def eid(places: Places, where: Simulators, origins: list[str]) -> Child:
    """The simulated e-identity; it sends people back to these origins alone."""
    command = [
        sys.executable, "-m", "tinhso.simulators.eid", "--port", str(where.eid_port), "--address", where.host,
        "--issuer", where.eid, "--client", CLIENT, *(part for origin in origins for part in ("--origin", origin)),
    ]  # fmt: skip
    env = {"PYTHONPATH": str(ROOT / "src"), "TINHSO_EID_CLIENT_SECRET": where.secret}
    return Child("Định danh điện tử (mô phỏng)", command, places.log / "simulator-eid.log", env=env)


def portal(places: Places, where: Simulators, env: dict[str, str], port: int) -> Child | None:
    """The simulated portal, with examples to file and a token to push them here; None where there is none."""
    if find_spec(PORTAL) is None:
        return None
    with step("Chuẩn bị Cổng Dịch vụ công quốc gia (mô phỏng)"):
        told = _prepared(places, env)
    command = [
        sys.executable, "-m", PORTAL, "--port", str(where.portal_port),
        "--store", str(places.run / "simulator-portal.sqlite3"), "--examples", str(told.examples),
        "--intake", f"http://127.0.0.1:{port}/api/v1/portal/packages", "--user", CLIENT, "--password", where.password,
    ]  # fmt: skip
    own = {"PYTHONPATH": str(ROOT / "src"), "TINHSO_PORTAL_TOKEN": told.token}
    return Child("Cổng quốc gia (mô phỏng)", command, places.log / "simulator-portal.log", env=own)


@dataclass(frozen=True)
class _Told:
    token: str
    examples: Path


def _prepared(places: Places, env: dict[str, str]) -> _Told:
    """Ask the province for a token of the portal and for filings to start from."""
    done = subprocess.run(
        [sys.executable, "-m", "tinhso.cli", "demo-portal"],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if done.returncode != 0:
        raise Stop(f"không chuẩn bị được cổng mô phỏng: {done.stderr.strip().splitlines()[-1:]}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    examples = places.run / "simulator-examples.json"
    examples.write_text(json.dumps(told["examples"], ensure_ascii=False), encoding="utf-8")
    return _Told(told["token"], examples)
