"""Asking the machine: a process for each task, ended when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SOURCE = str(Path(__file__).resolve().parents[4])


class MachineFailed(Exception):
    """No answer: the file cannot be opened, or the task took too much time or memory."""


def ask(task: dict[str, Any], seconds: float) -> dict[str, Any]:
    """The machine's answer to a task. Raises MachineFailed; what is in the file is never told."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tinhso.government.scanning.machine"],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=seconds,
            env={
                "PATH": os.environ.get("PATH", ""),
                "PYTHONPATH": SOURCE,
                "LANG": "C.UTF-8",
                "OPENBLAS_NUM_THREADS": "1",
            },
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise MachineFailed("too_slow") from None
    if done.returncode != 0:
        raise MachineFailed("died")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
