"""`./tinhso test`: the whole suite against a real PostgreSQL that is thrown away afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from tinhso.launcher import assets, services
from tinhso.launcher.database import outside_url, prepare_database
from tinhso.launcher.places import ROOT, Places, places
from tinhso.launcher.postgres import Server
from tinhso.launcher.say import Stop, say, step

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]
# Programs of others that tests ask whether our papers are what we say, and the Debian packages that bring them.
WITNESSES = {
    "pdfsig": "poppler-utils",
    "openssl": "openssl",
    "softhsm2-util": "softhsm2",
    "xmlsec1": "xmlsec1",
}
NO_TESTS = 5
FAILED = 1
# So many failed tests are asked again, alone; more are no accident of one moment.
AGAIN = 4
# Files are handed out as collected (whole provinces first), not by their number of tests.
IN_ORDER = ("--no-loadscope-reorder",)

JOURNEY = "mark.journey"

# One for each of two processors: a third only makes the others wait.
UNITS, JOURNEYS = "2", "2"


def test(argv: list[str]) -> int:
    """Run pytest: with own arguments once, otherwise units and then browser journeys.

    Returns pytest's exit code; the graver one when there are two parts. The few tests that fail are asked
    again, alone.
    """
    where = places()
    where.make()
    ensure_chromium(where.log / "apt.log")
    assets.build(where.log / "assets.log")
    with test_database(where) as (url, var):
        env = {
            **os.environ,
            "DATABASE_URL": url,
            "TINHSO_VAR": str(var),
            "PYTHONPATH": str(ROOT / "src"),
            "TINHSO_CHROMIUM": find_chromium() or "",
            **services.bytecode(where),
            # Playwright's own Node wants libatomic, which a bare Debian lacks; the wheel's does not.
            "PLAYWRIGHT_NODEJS_PATH": str(assets.node()[0]),
        }
        kept = var / "pytest-cache"
        pytest = [sys.executable, "-m", "pytest", "--create-db", "-o", f"cache_dir={kept}"]
        if argv:
            return _call([*pytest, *argv], env)
        # Pictures of pages are for people who work on them; taking them is a fifth of a journey.
        env.setdefault("TINHSO_PICTURES", "0")
        with _compiled(env, where.log / "test-collect.log"):
            env["TINHSO_TEST_TEMPLATE"] = _template(url, env, where.log / "test-template.log")
        say("· Kiểm thử đơn vị và quy tắc")
        units = _call([*pytest, "-n", UNITS, "--dist", "loadfile", *IN_ORDER, "-q", "-m", "not journey"], env)
        say("· Kiểm thử trong trình duyệt")
        walk = ["-n", JOURNEYS, "--dist", "worksteal", "-q", "-m", "journey", "-p", "no:schemathesis"]
        journeys = _call([*pytest, *walk, *_journeys()], env)
        if journeys == NO_TESTS:
            journeys = 0
        worst = max(units, journeys)
        return _asked_again(pytest, kept, env) if worst == FAILED else worst


def _asked_again(pytest: list[str], kept: Path, env: dict[str, str]) -> int:
    """The exit code after the few tests that failed beside others were asked once more, alone (decision 0013).

    Those that passed then are named: each is a race, in the test or in the product, that waits to be found.
    """
    failed = failed_tests(kept)
    if not 0 < len(failed) <= AGAIN:
        return FAILED
    say("· Hỏi lại, từng kiểm thử một, những kiểm thử vừa hỏng: " + ", ".join(failed))
    if result := _call([*pytest, "-q", *failed], env):
        return result
    say("! Lần đầu hỏng, hỏi lại thì đạt (cần tìm nguyên nhân): " + ", ".join(failed))
    return 0


def failed_tests(kept: Path) -> list[str]:
    """The names of the tests that pytest noted as failed in its cache folder; none when it noted nothing."""
    note = kept / "v" / "cache" / "lastfailed"
    return sorted(json.loads(note.read_text(encoding="utf-8"))) if note.exists() else []


def _call(command: list[str], env: dict[str, str], out: BinaryIO | None = None) -> int:
    return subprocess.call(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out)  # noqa: S603


@contextmanager
def _compiled(env: dict[str, str], log: Path) -> Iterator[None]:
    """The tests are compiled once, while the tables are made, and not by each process of the run."""
    with log.open("ab") as out:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q"]
        collecting = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        try:
            yield
            collecting.wait()
        finally:
            collecting.kill()
            collecting.wait()


def _journeys() -> list[str]:
    """The folders in which there are journeys: nothing else is read for them."""
    files = (ROOT / "tests").rglob("test_*.py")
    return sorted({str(path.parent) for path in files if JOURNEY in path.read_text(encoding="utf-8")})


@contextmanager
def test_database(where: Places) -> Iterator[tuple[str, Path]]:
    """DATABASE_URL when given; otherwise a server whose data does not outlive the run."""
    url = outside_url(where)
    with tempfile.TemporaryDirectory(prefix="tinhso-test-", dir=where.var) as folder:
        var = Path(folder)
        if url:
            prepare_database(url)
            yield url, var
            return
        inner = Places(var)
        inner.make()
        server = Server(inner, throwaway=True)
        with step("Khởi động PostgreSQL cho kiểm thử"):
            server.make()
            server.start()
        try:
            prepare_database(server.url())
            yield server.url(), var
        finally:
            server.stop()
            shutil.rmtree(server.folder, ignore_errors=True)
            server.forget()


def _template(url: str, env: dict[str, str], log: Path) -> str:
    """The name of a migrated database that each process of the run copies; empty when it could not be made.

    Then each makes its own, and shows why.
    """
    import psycopg
    from psycopg import sql

    parts = urlsplit(url)
    name = f"{parts.path.lstrip('/') or 'tinhso'}_template"
    theirs = urlunsplit(parts._replace(path=f"/{name}"))
    with step("Dựng bảng cho kiểm thử"), log.open("ab") as out:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        prepare_database(theirs)
        migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "--no-input"]
        return "" if _call(migrate, {**env, "DATABASE_URL": theirs}, out) else name


def find_chromium() -> str | None:
    """Debian's browser, wherever it is on PATH."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def ensure_chromium(log: Path) -> None:
    """Install Debian's Chromium and the witnesses that are missing, if we may; otherwise say the command in a sentence."""
    missing = [package for program, package in WITNESSES.items() if shutil.which(program) is None]
    missing += [] if find_chromium() else ["chromium"]
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise Stop("kiểm thử cần Chromium; hãy cài Chromium bằng công cụ của hệ điều hành rồi chạy lại.")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    with step(f"Cài {', '.join(missing)} của Debian"), log.open("ab") as out:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], [*INSTALL, *missing]):
            try:
                _call([*prefix, *command], env, out)
            except OSError:
                break
    if not find_chromium():
        raise Stop(
            "kiểm thử trong trình duyệt cần Chromium mà lệnh này không được phép cài; "
            f"hãy chạy: sudo apt-get update && sudo apt-get install -y {' '.join(missing)}"
        )
