"""Types hold: mypy in strict mode over the whole source, against a list of known faults that only shrinks.

`mypy-baseline.txt` holds `count path` for each file that still has faults. A file with more faults than its
line fails, and so does a line that promises more faults than there are: whoever mends one lowers the line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("mypy-baseline.txt")
FAULT = re.compile(r"^(src/\S+?\.py):\d+(?::\d+)?: error: ")
MOST = 0


def allowed() -> dict[str, int]:
    """The baseline: path → number of known faults."""
    lines = [line.split() for line in BASELINE.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {path: int(count) for count, path in lines}


def found(output: str) -> dict[str, int]:
    """Faults per file in mypy's output; backslashes of other systems are put right."""
    hits = (FAULT.match(line.replace("\\", "/")) for line in output.splitlines())
    return dict(Counter(hit.group(1) for hit in hits if hit))


@pytest.mark.slow
def test_types_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-pretty", "--no-error-summary", "--hide-error-context"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "300", "NO_COLOR": "1"},
    )
    assert run.returncode in (0, 1), run.stdout[-3000:] + run.stderr[-3000:]
    faults, known = found(run.stdout), allowed()
    grown = [path for path, count in faults.items() if count > known.get(path, 0)]
    lines = [line for line in run.stdout.splitlines() if line.replace("\\", "/").split(":")[0] in grown]
    assert not grown, "\n".join(lines)
    stale = {path: faults.get(path, 0) for path, count in known.items() if count > faults.get(path, 0)}
    assert not stale, f"fewer faults than {BASELINE.name} says; lower these lines to: {stale}"


def test_the_list_of_known_faults_stays_short() -> None:
    known = allowed()
    assert sum(known.values()) <= MOST
    assert all((ROOT / path).is_file() for path in known)


def test_the_reader_of_the_output_counts_faults_only() -> None:
    output = (
        "src/tinhso/a.py:1:2: error: Bad  [misc]\n"
        "src/tinhso/a.py:1:2: note: See here\n"
        "src\\tinhso\\b.py:3: error: Bad  [misc]\n"
        "src/tinhso/a.py:9:2: error: Bad  [misc]\n"
    )
    assert found(output) == {"src/tinhso/a.py": 2, "src/tinhso/b.py": 1}
