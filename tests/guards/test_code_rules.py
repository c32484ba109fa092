"""Rules over the whole code base: rooms, sizes, clocks, and what no file of ours may hold."""

from __future__ import annotations

import ast
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

ENV = {**os.environ, "PYTHONPATH": "src"}
ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tinhso"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
LONGEST = 500
MEDIAN = 60


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_there_is_code_to_look_at() -> None:
    assert len(MODULES) > 100


def test_no_module_is_a_house_of_its_own() -> None:
    assert [str(path.relative_to(SOURCE)) for path in MODULES if lines(path) > LONGEST] == []


def test_rooms_are_small() -> None:
    sizes = [lines(p) for p in MODULES if lines(p)]
    assert statistics.median(sizes) <= MEDIAN


def test_rooms_reach_each_other_only_through_their_doors() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False, env=ENV)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "kept" in run.stdout


CLOCKS = re.compile(r"\b(?:timezone\.now|datetime\.now|datetime\.utcnow|date\.today)\(")


def test_only_worktime_looks_at_the_machine_clock() -> None:
    found = [
        str(p.relative_to(SOURCE))
        for p in MODULES
        if CLOCKS.search(p.read_text(encoding="utf-8")) and p.relative_to(SOURCE).parts[0] != "launcher"
    ]
    assert found == ["foundation/worktime/clock.py"]


def test_rules_are_pure() -> None:
    impure = []
    for path in MODULES:
        if "rules" not in path.relative_to(SOURCE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(
                n == "django" or (n.startswith("django.") and n != "django.utils.translation") for n in names
            ):
                impure.append(str(path.relative_to(SOURCE)))
    assert impure == []


TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.splitlines()
FORBIDDEN = re.compile(r"(?<![\w.])/(?:work|root|farm)/\w")


def test_no_file_carries_a_path_of_one_machine() -> None:
    found = []
    for name in TRACKED:
        path = ROOT / name
        if (
            name == "tests/guards/test_code_rules.py"
            or not path.is_file()
            or path.suffix in {".woff2", ".png"}
        ):
            continue
        if FORBIDDEN.search(path.read_text(encoding="utf-8", errors="ignore")):
            found.append(name)
    assert found == []


STUBS = re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b|MagicMock|mock\.patch|assert True\b")


def test_nothing_is_left_for_later_in_silence() -> None:
    found = [
        name
        for name in TRACKED
        if name.endswith(".py")
        and name != "tests/guards/test_code_rules.py"
        and (ROOT / name).is_file()
        and STUBS.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert found == []
