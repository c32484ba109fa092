"""The other legal world at the demonstration: what its simulators and the province are told; never in production."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinhso.launcher import national
from tinhso.launcher.places import Places
from tinhso.launcher.run import arguments
from tinhso.launcher.run import run as launch
from tinhso.launcher.say import Stop
from tinhso.simulators.eid import __main__ as eid_program


@pytest.mark.parametrize("door", ["own", "national"])
def test_a_door_is_chosen(door: str) -> None:
    assert arguments(["--front-door", door]).front_door == door
    assert arguments([]).front_door is None


def test_another_door_is_none() -> None:
    with pytest.raises(SystemExit):
        arguments(["--front-door", "side"])


def test_the_province_and_the_simulators_are_told_the_same(tmp_path: Path) -> None:
    where = national.simulators([])
    told = where.settings
    assert told["TINHSO_FRONT_DOOR"] == "national"
    assert told["TINHSO_EID_ISSUER"] == f"http://127.0.0.1:{where.eid_port}"
    assert where.eid_port != where.portal_port
    child = national.eid(Places(tmp_path), where, ["http://localhost:8000"])
    assert told["TINHSO_EID_ISSUER"] in child.command
    assert "http://localhost:8000" in child.command
    assert child.env["TINHSO_EID_CLIENT_SECRET"] == told["TINHSO_EID_CLIENT_SECRET"]
    assert not any(where.secret in part for part in child.command)


def test_a_telephone_reaches_the_e_identity_by_its_network_name() -> None:
    where = national.simulators(["127.0.0.1"])
    assert where.eid.startswith("http://127.0.0.1:")
    assert where.portal.startswith("http://127.0.0.1:")


def test_production_has_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINHSO_ENV", "production")
    with pytest.raises(Stop):
        national.simulators([])
    with pytest.raises(Stop):
        launch(["--front-door", "own"])
    with pytest.raises(SystemExit):
        eid_program.main([])
