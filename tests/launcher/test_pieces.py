"""The launcher's pieces: ports, places, locks, notes, the front server's configuration."""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tinhso.launcher import prepare, welcome
from tinhso.launcher.assets import source_hash
from tinhso.launcher.caddy import caddyfile, free_port, loopback_addresses, port_is_free
from tinhso.launcher.children import Child, Supervisor, shim_command
from tinhso.launcher.commands import take_world
from tinhso.launcher.demo import ROLES, TOUR, chapter_lines
from tinhso.launcher.lock import Held, hold, read, running
from tinhso.launcher.places import Places, runtime_dir
from tinhso.launcher.postgres import TUNING
from tinhso.launcher.run import arguments
from tinhso.launcher.say import Stop
from tinhso.launcher.services import caddy_program
from tinhso.launcher.testing import FAILED, failed_tests
from tinhso.launcher.welcome import LastLine


@pytest.fixture
def taken_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_passed_over(taken_port: int) -> None:
    assert not port_is_free(taken_port, ["127.0.0.1"])
    found = free_port(taken_port, ["127.0.0.1"])
    assert found is not None
    assert found > taken_port


def test_no_port_left(taken_port: int) -> None:
    assert free_port(taken_port, ["127.0.0.1"], tries=1) is None


def test_the_runtime_folder_is_short_and_private(tmp_path: Path) -> None:
    var = tmp_path / ("x" * 180)
    folder = runtime_dir(var)
    try:
        assert len(str(folder / ".s.PGSQL.5432")) < 107
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert runtime_dir(var) == folder
        assert runtime_dir(tmp_path / "other") != folder
    finally:
        folder.rmdir()
        runtime_dir(tmp_path / "other").rmdir()


def test_a_runtime_folder_that_others_may_enter_is_refused(tmp_path: Path) -> None:
    folder = runtime_dir(tmp_path)
    try:
        folder.chmod(0o755)
        with pytest.raises(Stop, match="không phải của riêng bạn"):
            runtime_dir(tmp_path)
    finally:
        folder.rmdir()


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with hold(path, {"mode": "run", "address": "http://localhost:1"}):
        with pytest.raises(Held) as caught, hold(path, {"mode": "run"}, patience=60):
            raise AssertionError("two holders")
        assert caught.value.note["address"] == "http://localhost:1"
        assert caught.value.note["pid"] == os.getpid()
    with hold(path, {"mode": "command"}):
        assert read(path)["mode"] == "command"
        assert not running(path)
    assert not running(path)
    with hold(path, {"mode": "run"}):
        assert running(path)


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        "import sys,time;from pathlib import Path;from tinhso.launcher.lock import hold\n"
        "with hold(Path(sys.argv[1]),{'mode':'run'}): print('held',flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.kill()
    holder.wait()
    with hold(path, {"mode": "run"}):
        assert read(path)["pid"] == os.getpid()


def test_the_front_server_accepts_its_configuration(tmp_path: Path) -> None:
    for behind in (False, True):
        config = tmp_path / "Caddyfile"
        config.write_text(
            caddyfile(
                port=18999,
                addresses=loopback_addresses(),
                upstream=tmp_path / "web.sock",
                assets=tmp_path / 'odd "folder" name',
                storage=tmp_path / "caddy",
                behind_proxy=behind,
            )
        )
        done = subprocess.run(
            [caddy_program(), "validate", "--adapter", "caddyfile", "--config", str(config)],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert ("trusted_proxies" in config.read_text()) is behind


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import subprocess,sys,time;from tinhso.launcher.children import shim_command\n"
        "child=subprocess.Popen(shim_command(['/bin/sleep','60']),start_new_session=True)\n"
        "print(child.pid,flush=True);time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    wait_for(lambda: Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"/bin/sleep"))
    parent.kill()
    parent.wait()
    wait_for(lambda: not alive(pid))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, patience: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    limit = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < limit, "did not happen in time"
        time.sleep(0.02)


def test_a_crashed_child_comes_back_and_waits_longer_each_time(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(said.append)
    child = supervisor.add(Child("Thử", ["/bin/sleep", "60"], tmp_path / "log"))
    waits = []
    for _ in range(2):
        assert child.process is not None
        first = child.process.pid
        child.process.kill()
        child.process.wait()
        supervisor.look()
        waits.append(child.wait)
        wait_for(lambda: (supervisor.look(), child.running())[1])
        assert child.process.pid != first
    assert waits[1] > waits[0]
    assert len(said) == 2
    assert "dừng đột ngột" in said[0]
    supervisor.stop()
    assert not child.running()


def test_a_child_that_runs_once_is_not_brought_back(tmp_path: Path) -> None:
    supervisor = Supervisor(lambda line: None)
    child = supervisor.add(Child("Một lần", ["/bin/true"], tmp_path / "log", once=True))
    assert child.process is not None
    child.process.wait()
    supervisor.look()
    supervisor.look()
    assert not child.running()
    supervisor.stop()


def test_the_shim_passes_arguments_untouched() -> None:
    done = subprocess.run(
        shim_command(["/bin/echo", "một", "--", "hai ba"]), capture_output=True, text=True, check=True
    )
    assert done.stdout == "một -- hai ba\n"


def test_a_fingerprint_changes_with_every_edit(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = prepare.fingerprint(tmp_path)
    assert first == prepare.fingerprint(tmp_path)
    (tmp_path / "a.py").write_text("22")
    assert first != prepare.fingerprint(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    second = prepare.fingerprint(tmp_path)
    (tmp_path / "__pycache__" / "a.pyc").write_text("x")
    assert second == prepare.fingerprint(tmp_path)


def test_installed_modules_do_not_count_as_sources(tmp_path: Path) -> None:
    (tmp_path / "src.scss").write_text("a{}")
    first = source_hash(tmp_path)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "x.js").write_text("1")
    assert source_hash(tmp_path) == first


def test_the_note_of_another_database_does_not_count(tmp_path: Path) -> None:
    where = Places(tmp_path)
    prepare.State(where, "postgresql:///a", trusted=True).set("code", "1")
    assert prepare.State(where, "postgresql:///a", trusted=True).same("code", "1")
    assert not prepare.State(where, "postgresql:///b", trusted=True).same("code", "1")
    assert not prepare.State(where, "postgresql:///a", trusted=False).same("code", "1")
    (noted,) = json.loads((tmp_path / prepare.STATE).read_text()).values()
    assert noted.endswith(" 1")
    assert "postgresql" not in noted, "a URL may hold a password"


@pytest.mark.parametrize("text", ["31/02/2022", "2022-02-31", "hôm qua", ""])
def test_a_world_needs_a_real_date(text: str) -> None:
    with pytest.raises(Stop, match="--as-of"):
        arguments(["--as-of", text or "x"])


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_a_port_is_a_port(port: str) -> None:
    with pytest.raises(Stop, match="--port"):
        arguments(["--port=" + port])


def test_the_world_is_taken_out_of_a_commands_arguments() -> None:
    assert take_world(["units", "show", "08734", "--as-of", "2022-03-01", "--json"]) == (
        ["units", "show", "08734", "--json"],
        "2022-03-01",
    )
    assert take_world(["units", "--json"]) == (["units", "--json"], None)


def test_the_tour_takes_ten_minutes_through_four_roles() -> None:
    assert [chapter.role for chapter in TOUR] == ["resident", "reception", "specialist", "leader"]
    assert sum(chapter.minutes for chapter in TOUR) == 10
    accounts = [
        {
            "role_key": role,
            "login": f"{role}-1",
            "password": "mat-khau",
            "agency": "Ủy ban nhân dân xã Thổ Tang",
        }
        for role in ROLES
    ]
    told = [
        line
        for number, chapter in enumerate(TOUR, 1)
        for line in chapter_lines(number, chapter, "http://localhost:8000", accounts)
    ]
    assert "http://localhost:8000/dang-nhap/" in "\n".join(told)
    # Nobody who works on the dossier is left out, and one knows where to file so that they see it.
    for role in ROLES:
        assert sum(f"“{role}-1”, mật khẩu “mat-khau”" in line for line in told) == 1, role
    assert "“xã Thổ Tang”" in "\n".join(told)
    assert [line for line in told if "{" in line] == []


def test_the_tour_of_a_province_without_such_accounts_still_reads() -> None:
    told = "\n".join(chapter_lines(4, TOUR[3], "http://localhost:8000", []))
    assert "tài khoản lãnh đạo" in told
    assert "{" not in told


TYPED = {"lam giay khai sinh cho con", "phiếu hẹn"}


def test_what_the_tour_quotes_stands_on_a_screen() -> None:
    """A button that is renamed must be renamed in the tour too: a newcomer has nothing else to go by."""
    said = {
        quoted for chapter in TOUR for step in chapter.steps for quoted in re.findall("“([^{}”]+)”", step)
    }
    words = "\n".join(
        path.read_text("utf-8")
        for pattern in (
            "src/tinhso/**/locale/en/LC_MESSAGES/django.po",
            "provinces/vinhphuc/procedures/ho-tich/**/*.toml",
        )
        for path in Path(__file__).parents[2].glob(pattern)
    )
    assert len(said) > 15
    assert [quoted for quoted in sorted(said - TYPED) if f'"{quoted}' not in words] == []


def test_accounts_are_aligned() -> None:
    accounts = [
        {"role": "Người dân", "login": "1", "password": "p", "name": "An", "agency": ""},
        {"role": "Lãnh đạo", "login": "22", "password": "pq", "name": "Bình", "agency": "Xã Thử"},
    ]
    assert welcome.account_lines(accounts) == [
        "1    p    An     Người dân",
        "22   pq   Bình   Lãnh đạo · Xã Thử",
    ]
    shared = [{**account, "password": "chung"} for account in accounts]
    assert welcome.account_lines(shared) == [
        "Mật khẩu chung: chung",
        "1    An     Người dân",
        "22   Bình   Lãnh đạo · Xã Thử",
    ]
    assert welcome.account_lines([]) == []


def test_the_guide_tells_an_outside_server_what_the_embedded_one_sets() -> None:
    root = Path(__file__).resolve().parents[2]
    guide = (root / "docs" / "guides" / "run-in-production.md").read_text("utf-8").replace("'", "")
    for name in ("jit", "random_page_cost", "work_mem"):
        assert f"SET {name} = {TUNING[name]};" in guide, name
    for name in ("max_wal_size", "checkpoint_timeout", "log_error_verbosity", "log_min_error_statement"):
        assert f"`{name} = {TUNING[name]}`" in guide, name


def test_what_failed_beside_others_is_known_by_name(tmp_path: Path) -> None:
    (tmp_path / "test_both.py").write_text(
        "def test_good(): pass\ndef test_bad(): assert False\n", encoding="utf-8"
    )
    kept = tmp_path / "cache"
    assert failed_tests(kept) == []
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:schemathesis", "-n", "2"]
    ended = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-o", f"cache_dir={kept}", "test_both.py"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, failed_tests(kept)) == (FAILED, ["test_both.py::test_bad"])


def test_notes_for_operators_stay_in_the_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "seed.log"
    teller = LastLine(Child("Tạo hồ sơ mẫu", ["true"], log))
    log.write_text('12 / 40 hồ sơ\n{"event": "wallet.failed", "level": "warning"}\n', encoding="utf-8")
    teller.look()
    teller.look()
    assert capsys.readouterr().err == "· 12 / 40 hồ sơ\n"
