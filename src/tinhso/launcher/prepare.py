"""Bring the database to this version of the code and the province's folder; nothing to do takes no time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path

from tinhso.launcher.places import ROOT, Places
from tinhso.launcher.say import Stop, say, step

STATE = "state.json"
# Held while tables are brought up to date, and what `load` answers where a province is already loaded.
LOCK, CLASH = 7114060, 3


def fingerprint(*folders: Path, suffixes: tuple[str, ...] | None = None) -> str:
    """Names, sizes and times of the files below: cheap, and different after any edit."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            if suffixes is None or path.suffix in suffixes:
                found = path.stat()
                digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def province_dir() -> Path:
    """The province's folder: TINHSO_PROVINCE, or provinces/vinhphuc."""
    return Path(os.environ.get("TINHSO_PROVINCE") or ROOT / "provinces" / "vinhphuc")


@lru_cache(maxsize=1)
def cli_commands() -> frozenset[str]:
    """The names of the operator's commands that this version has."""
    code = (
        "import argparse,json;from tinhso.cli.__main__ import parser;"
        "found=[a for a in parser()._actions if isinstance(a,argparse._SubParsersAction)];"
        "print(json.dumps(sorted(found[0].choices)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)  # noqa: S603
    if done.returncode != 0:
        raise Stop(f"không đọc được danh sách lệnh: {done.stderr.strip().splitlines()[-1:]}")
    return frozenset(json.loads(done.stdout))


def first_of(*names: str) -> str | None:
    """The first of these commands that this version has."""
    return next((name for name in names if name in cli_commands()), None)


class State:
    """What this world's database was last prepared with; kept beside the embedded data."""

    def __init__(self, places: Places, url: str, *, trusted: bool) -> None:
        self.path = places.var / STATE
        # A URL may hold a password: only its digest is noted.
        self.url = hashlib.sha256(url.encode()).hexdigest()[:16]
        self.trusted = trusted
        try:
            self.values: dict[str, str] = json.loads(self.path.read_text())
        except (OSError, ValueError):
            self.values = {}

    def same(self, name: str, value: str) -> bool:
        return self.trusted and self.values.get(name) == f"{self.url} {value}"

    def known(self, name: str) -> bool:
        return self.values.get(name, "").startswith(self.url + " ")

    def set(self, name: str, value: str) -> None:
        self.values[name] = f"{self.url} {value}"
        self.path.write_text(json.dumps(self.values, indent=1))


def nothing_waits(places: Places, url: str) -> bool:
    """True when the embedded database was prepared with exactly this code and this province's folder."""
    state = State(places, url, trusted=True)
    code = fingerprint(ROOT / "src", suffixes=(".py",))
    folder = province_dir()
    return state.same("code", code) and (
        not folder.is_dir() or state.same("province", code + fingerprint(folder))
    )


def prepare(places: Places, env: dict[str, str], url: str, *, trusted: bool) -> None:
    """Migrate and load the province, each only when something changed.

    `trusted` says that nobody but us touches the database, so that our own note of the last time counts.
    """
    state = State(places, url, trusted=trusted)
    with nullcontext() if trusted else _alone(url):
        _prepare(places, env, state)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Nobody else who starts against the same database brings it up to date meanwhile."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


def _prepare(places: Places, env: dict[str, str], state: State) -> None:
    log = places.log / "prepare.log"
    code = fingerprint(ROOT / "src", suffixes=(".py",))
    if not state.same("code", code):
        with step("Cập nhật cấu trúc cơ sở dữ liệu"):
            _call([sys.executable, str(ROOT / "manage.py"), "migrate", "--no-input", "-v", "1"], env, log)
        state.set("code", code)
    folder = province_dir()
    if not folder.is_dir():
        return
    content = code + fingerprint(folder)
    if not state.same("province", content) and (load := first_of("province-load", "load")):
        _load(load, folder, env, log, state, content)


def _load(load: str, folder: Path, env: dict[str, str], log: Path, state: State, content: str) -> None:
    """A first load must succeed; a later one that is refused (edits not yet exported) leaves the
    database as it is, says why, and is tried again next time."""
    with step(f"Nạp tỉnh {folder.name}"):
        done = _run([sys.executable, "-m", "tinhso.cli", load, str(folder)], env, log)
    if done.returncode == 0:
        state.set("province", content)
        return
    for line in done.stderr.strip().splitlines()[-20:]:
        say("  " + line)
    if done.returncode != CLASH and not state.known("province"):
        raise Stop(f"không nạp được thư mục tỉnh {folder}.")
    say("  Dữ liệu đang có được giữ nguyên.")


def _call(command: list[str], env: dict[str, str], log: Path) -> None:
    done = _run(command, env, log)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise Stop(f"không cập nhật được cơ sở dữ liệu: {last} (chi tiết: {log})")


def _run(command: list[str], env: dict[str, str], log: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(  # noqa: S603
        command, env={**os.environ, **env}, capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL
    )
    with log.open("a") as out:
        out.write(done.stdout + done.stderr)
    return done
