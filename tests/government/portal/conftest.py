"""A small commune connected to a simulated portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.government.dossiers.world import CODE, World, build
from tests.government.portal.simulator import Simulator, running
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.lib.actor import Actor

TITLE = "Thủ tục thử nghiệm"
SEED = 20261122


@dataclass
class Connected:
    """The commune, the portal, and the token between them."""

    world: World
    portal: Simulator
    token: str

    def filing(self, n: int = 1, **changes: Any) -> dict[str, Any]:
        """A good filing of the n-th made-up person."""
        return {
            "procedure_code": CODE,
            "unit_code": self.world.unit.code,
            "form": {"subject": f"Đề nghị số {n}"},
            "owner": {
                "name": "Nguyễn Thị Ví Dụ",
                "citizen_id": f"0261900{n:05d}",
                "phone": "0911000001",
                "verified": True,
            },
            **changes,
        }


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def connected(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Connected]:
    """Both sides up, on a bad day; the portal pushes when it is told to."""
    yield from joined(live_server, settings, tmp_path, "--trouble", str(SEED))


def joined(live_server: Any, settings: Any, folder: Path, *options: str) -> Iterator[Connected]:
    """The commune and a simulated portal that know of each other."""
    world = build()
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Cổng (mô phỏng)"), ["portal:intake", "portal:files"])
    intake = f"{live_server.url}/api/v1/portal/packages"
    with running(folder / "portal.db", "--intake", intake, *options, token=token) as portal:
        settings.TINHSO_PORTAL_URL = portal.address
        settings.TINHSO_PORTAL_USER = settings.TINHSO_PORTAL_PASSWORD = "mo-phong"
        settings.TINHSO_PORTAL_UNIT = "000.00.00.H62"
        settings.TINHSO_PORTAL_TIMEOUT = 5.0
        settings.TINHSO_PUBLIC_URL = live_server.url
        portal.do("thu-tuc", **{CODE: TITLE})
        yield Connected(world, portal, token)
