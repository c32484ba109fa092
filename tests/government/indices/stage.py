"""A set with three components, a campaign of a commune, an agency that verifies and one that coordinates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.government.dossiers.world import MONDAY, World, officer
from tinhso.foundation.province.api import Folder
from tinhso.government.indices.actions import carry_sets
from tinhso.government.indices.actions.run_campaign import Plan, open_campaign
from tinhso.government.indices.models import Campaign

PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"
SET = "vi-du-cao-lanh"
FILE = f"indices/sets/{SET}-20220101.toml"


def load_set() -> None:
    """The example set of the folder."""
    carry_sets.load(Folder(texts={FILE: (PROVINCE / FILE).read_bytes()}))


def plan(world: World, **changes: object) -> Plan:
    """A plan that fits: it opened yesterday, a week to declare, another to verify."""
    first = MONDAY - timedelta(days=1)
    base: dict[str, object] = {
        "title": "Tự chấm điểm thử 2026", "set_key": SET, "period": (date(2026, 1, 1), date(2026, 12, 31)),
        "opens": first, "declare_due": first + timedelta(days=8), "verify_due": first + timedelta(days=15),
        "appeal_days": 5, "legal_basis": "Kế hoạch 1/KH-UBND", "agencies": (world.committee.pk,),
        "verifier": world.other.pk,
    }  # fmt: skip
    return Plan(**{**base, **changes})  # type: ignore[arg-type]


def campaign(world: World) -> Campaign:
    """Opened by the coordinator."""
    load_set()
    return open_campaign(world.monitor, plan(world))


def second_leader(world: World) -> object:
    """Another who may fill in for the commune."""
    return officer("leader2", world.committee, "leader")
