"""A simulation's own web process follows the simulation's clock; every other process, and everybody else, is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tinhso.foundation.worktime.api import ZONE, now
from tinhso.foundation.worktime.lent_clock import KEY, MOMENT, LentClockMiddleware

ROOT = Path(__file__).resolve().parents[3]
THEN = "2025-06-30T16:59:00+07:00"


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(now().isoformat())


@pytest.fixture
def lent(settings: Any) -> LentClockMiddleware:
    settings.DEMO, settings.TINHSO_SIMULATION_KEY = True, "k" * 32
    return LentClockMiddleware(answer)


def ask(lent: LentClockMiddleware, headers: dict[str, str], peer: str = "127.0.0.1") -> HttpResponse:
    return lent(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))


@pytest.mark.parametrize("peer", ["", "127.0.0.1", "::1"])
def test_a_request_happens_when_the_simulation_says(lent: LentClockMiddleware, peer: str) -> None:
    told = ask(lent, {KEY: "k" * 32, MOMENT: THEN}, peer)
    assert datetime.fromisoformat(told.content.decode()) == datetime(2025, 6, 30, 16, 59, tzinfo=ZONE)
    assert abs((now() - datetime.now(ZONE)).total_seconds()) < 60


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        ({}, "127.0.0.1"),
        ({MOMENT: THEN}, "127.0.0.1"),
        ({KEY: "", MOMENT: THEN}, "127.0.0.1"),
        ({KEY: "k" * 31, MOMENT: THEN}, "127.0.0.1"),
        ({KEY: "khóa khác", MOMENT: THEN}, "127.0.0.1"),
        ({KEY: "k" * 32}, "127.0.0.1"),
        ({KEY: "k" * 32, MOMENT: "hôm qua"}, "127.0.0.1"),
        ({KEY: "k" * 32, MOMENT: "2025-06-30T16:59:00"}, "127.0.0.1"),
        ({KEY: "k" * 32, MOMENT: THEN}, "10.0.0.7"),
        ({KEY: "k" * 32, MOMENT: THEN, "X-Forwarded-For": "127.0.0.1"}, "10.0.0.7"),
    ],
)
def test_everybody_else_is_refused(lent: LentClockMiddleware, headers: dict[str, str], peer: str) -> None:
    assert ask(lent, headers, peer).status_code == 403


@pytest.mark.parametrize(("demo", "key"), [(True, ""), (False, "k" * 32), (False, "")])
def test_without_a_demonstration_and_a_key_there_is_no_such_door(settings: Any, demo: bool, key: str) -> None:
    settings.DEMO, settings.TINHSO_SIMULATION_KEY = demo, key
    with pytest.raises(MiddlewareNotUsed):
        LentClockMiddleware(answer)


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({"TINHSO_ENV": "production"}, "TINHSO_SIMULATION_KEY"),
        ({"TINHSO_ENV": "test"}, "TINHSO_SIMULATION_KEY"),
        ({"TINHSO_ENV": "demo"}, ""),
    ],
)
def test_only_a_demonstration_starts_with_a_key(env: dict[str, str], told: str, tmp_path: Path) -> None:
    code = "import tinhso.conf.settings as s; print(s.MIDDLEWARE[0])"
    world = {
        **os.environ,
        **env,
        "TINHSO_SIMULATION_KEY": "k" * 32,
        "TINHSO_SECRET_KEY": "s" * 50,
        "TINHSO_VAR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**world, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) == (not told)
    assert told in done.stderr
    assert ("LentClockMiddleware" in done.stdout) == (not told)
