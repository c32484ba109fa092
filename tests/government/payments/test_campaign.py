"""A small campaign: eighty payments against the platform at its worst, processes killed on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench.payments import PARTNER, Campaign, dossiers_owing, judge
from django.db import connection

from tests.government.dossiers.world import build

SECRET = "chien-dich"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_nothing_is_paid_twice_every_difference_is_found(
    live_server: Any, settings: Any, tmp_path: Path
) -> None:
    world = build()
    told = connection.settings_dict
    env = {
        "DATABASE_URL": f"postgresql://{told['USER']}@/{told['NAME']}?host={told['HOST']}",
        "TINHSO_VAR": str(tmp_path / "var"), "TINHSO_LOG_LEVEL": "CRITICAL", "TINHSO_PAY_PARTNER": PARTNER,
        "TINHSO_PAY_SECRET": SECRET, "TINHSO_ENV": "test", "TINHSO_SECRET_KEY": settings.SECRET_KEY,
    }  # fmt: skip
    settings.TINHSO_PAY_URL = ""
    settings.TINHSO_PAY_PARTNER, settings.TINHSO_PAY_SECRET = PARTNER, SECRET
    campaign = Campaign(
        80, 11, 1, tmp_path, f"{live_server.url}/thanh-toan/thong-bao/", str(world.resident.account_id),
        dossiers_owing(world, 80), env, kills=1, pace=(4.0, 6.0), own_asker=True,
    )  # fmt: skip
    truth, met = campaign.run(world.desk.pk)
    rows, faults = judge(truth, met)
    assert faults == []
    found = dict(rows)
    assert found["paid at the platform"] > 50
    assert found["still open"] == 0
    assert len(met) >= 6, "a day without trouble proves nothing"
    assert sum(campaign.killed.values()) == 1
