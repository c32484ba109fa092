"""A child of the checker stays for one person's good files, and for nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.foundation.files import samples as s
from tinhso.foundation.files.checker import Checker, Checkers

_RUN = """
import os, signal, sys, time
from pathlib import Path
from tinhso.foundation.files.inspecting import child, server
child.MOST_FILES = 3
children = server.Children()
good, bad = Path(sys.argv[1]), Path(sys.argv[2])

def ask(person, path=good):
    verdict = children.check(path, person)
    held = children._waiting.get(person)
    return verdict.kind or verdict.code, held._pid if held else None

def gone(pid):
    return not Path(f"/proc/{pid}").exists()
"""


def run(folder: Path, code: str) -> str:
    """What a process like the checker prints."""
    (folder / "good").write_bytes(s.pdf())
    (folder / "bad").write_bytes(b"MZ" + s.pdf())
    done = subprocess.run(
        [sys.executable, "-c", _RUN + code, str(folder / "good"), str(folder / "bad")],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("a, b, c = ask('an'), ask('an'), ask('ba'); print(a[0], a == b, c[1] not in (None, a[1]))", "pdf True True"),
        ("print(ask(''), ask(''), children.waiting)", "('pdf', None) ('pdf', None) 0"),
        ("first = ask('an')[1]; told = ask('an', bad); print(told[0] != 'pdf', told[1], gone(first), ask('an')[0])",
         "True None True pdf"),
        ("pids = [ask('an')[1] for _ in range(5)]; print(pids[0] == pids[1], pids[2], gone(pids[0]), pids[3] == pids[4])",
         "True None True True"),
        ("held = [ask(str(n))[1] for n in range(6)]; print(children.waiting, [gone(pid) for pid in held])",
         "4 [True, True, False, False, False, False]"),
        ("pid = ask('an')[1]; os.kill(pid, signal.SIGKILL); time.sleep(0.1); print(ask('an')[0], gone(pid))", "pdf True"),
        ("pid = ask('an')[1]; children.end(); print(children.waiting, gone(pid))", "0 True"),
    ],
    ids=["one-person", "nobody", "refused", "worn", "crowd", "killed", "ended"],
)  # fmt: skip
def test_a_child_is_one_persons(tmp_path: Path, code: str, told: str) -> None:
    assert run(tmp_path, code) == told


def test_a_child_cannot_answer_for_the_checker_and_has_its_limits(tmp_path: Path) -> None:
    told = run(
        tmp_path,
        """
pid = ask('an')[1]
open_ends = sorted(int(one) for one in os.listdir(f"/proc/{pid}/fd"))
limits = Path(f"/proc/{pid}/limits").read_text()
other = ask('ba')[1]
print(len(open_ends), [line.split()[3:5] for line in limits.splitlines() if line.startswith(("Max cpu", "Max file size"))])
print(sorted(os.readlink(f"/proc/{pid}/fd/{end}")[:4] for end in open_ends if end != 2))
print(set(os.readlink(f"/proc/{other}/fd/{end}") for end in os.listdir(f"/proc/{other}/fd") if end != '2')
      & set(os.readlink(f"/proc/{pid}/fd/{end}") for end in os.listdir(f"/proc/{pid}/fd") if end != '2'))
""",
    )
    first, second, shared = told.splitlines()
    # Its question, its answer and the errors that nobody reads.
    assert first.startswith("3 ")
    assert "'0'" in first or "['size', '0']" in first
    assert second == "['pipe', 'pipe']"
    assert shared == "set()"


def test_whose_file_it_is_chooses_the_checker(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(s.pdf())
    pool = Checkers()
    try:
        for person in ("an", "ba", "an", "ba"):
            assert pool.check(tmp_path / "f", person).kind == "pdf"
        warm = [one for one in pool._all if one.people]
        assert len(warm) == 1, "one after the other needs no second process"
        assert list(warm[0].people) == ["an", "ba"]
    finally:
        pool.close()


def test_an_idle_checker_keeps_nobodys_child(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(s.pdf())
    checker = Checker()
    try:
        assert checker.ask(tmp_path / "f", "an").kind == "pdf"
        pid = checker.process.pid
        assert checker.ask(tmp_path / "f", "an").kind == "pdf"
        children = Path(f"/proc/{pid}/task/{pid}/children")
        assert len(children.read_text().split()) == 1
        assert checker.ask(tmp_path / "f").kind == "pdf"
        assert len(children.read_text().split()) == 1, "nobody's child is not kept"
    finally:
        checker.close()
