"""The whole thing: start, answer, stop; nothing is left behind, nothing above is changed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.launcher.site import RunningProvince
from tests.launcher.test_pieces import alive, wait_for
from tinhso.launcher.places import ROOT
from tinhso.launcher.prepare import fingerprint

pytestmark = pytest.mark.slow


def test_it_answers_on_the_address_it_prints(province: RunningProvince) -> None:
    assert f"http://localhost:{province.port}" in province.said()
    assert province.ready()["checks"]["worker"] == "ok"
    status, body = province.get("/")
    assert status == 200
    assert "Tỉnh Số" in body.decode()


def test_the_database_listens_on_no_port_and_knows_vietnamese_letters(province: RunningProvince) -> None:
    url = (province.var / "run" / "database-url").read_text().strip()
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('server_version_num')::int,"
            " upper('đường ỡ'), 'Đường' ILIKE 'đƯỜNG', current_setting('data_checksums')"
        ).fetchone()
        collation = connection.execute(
            "SELECT datlocprovider::text, datlocale FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    assert row[0] == ""
    assert row[1] >= 180000
    assert row[2:] == ("ĐƯỜNG Ỡ", True, "on")
    assert collation == ("b", "C.UTF-8")


def test_the_same_copy_is_not_started_twice(province: RunningProvince) -> None:
    env = {**os.environ, "TINHSO_VAR": str(province.var)}
    second = subprocess.run(
        [sys.executable, "-m", "tinhso.launcher", "run"], env=env, capture_output=True, text=True, timeout=60
    )
    assert second.returncode == 1
    assert "bản này đang chạy rồi" in second.stderr
    assert f"http://localhost:{province.port}" in second.stderr


def test_secrets_are_for_us_alone(province: RunningProvince) -> None:
    for name in ("pg", "run", "log"):
        assert stat.S_IMODE((province.var / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((province.var / "secret-key").stat().st_mode) == 0o600


def test_two_copies_side_by_side_below_a_closed_home_and_a_clean_end(
    province: RunningProvince, said_at_first: str, prepared_var: Callable[[Path], Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    parents = [home, tmp_path, tmp_path.parent]
    before = [stat.S_IMODE(parent.stat().st_mode) for parent in parents]
    code_before = fingerprint(ROOT / "src", suffixes=(".py",))
    other = RunningProvince(prepared_var(home / "var"), "--no-demo").start()
    try:
        assert other.port != province.port
        other.ready()
        province.ready()
        pids = other.pids("")
        assert len(pids) >= 4
    finally:
        code = other.stop(signal.SIGTERM)
    assert code == 0
    wait_for(lambda: not any(alive(pid) for pid in pids))
    assert not (other.var / "run" / "database-url").exists()
    assert [stat.S_IMODE(parent.stat().st_mode) for parent in parents] == before
    province.ready()
    again = RunningProvince(other.var, "--no-demo").start()
    try:
        assert "Cập nhật cấu trúc" in said_at_first
        # Whoever edits the code while the tests run gets a second migration, rightly.
        edited = fingerprint(ROOT / "src", suffixes=(".py",)) != code_before
        assert edited or "Cập nhật cấu trúc" not in again.said()
    finally:
        again.process.kill()  # type: ignore[union-attr]
        pids = [pid for pid in pids if alive(pid)]
    wait_for(lambda: not any(alive(pid) for pid in pids))
