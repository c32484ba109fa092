"""A small catalogue in our own words, with every oddity of the real one; the real one where it is at hand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

SMALL = Path(__file__).with_name("records.jsonl")
# The published catalogue is not part of this project: it lies beside it, or where the variable says.
REAL = Path(os.environ.get("TINHSO_SHARED", str(Path(__file__).resolve().parents[4] / "shared"))) / Path(
    "data/procedures/procedures_detail_2026-07.jsonl.gz"
)


def sound() -> list[dict[str, Any]]:
    """The records of the small file that can be read, as they stand in it."""
    rows = []
    for line in SMALL.read_text("utf-8").splitlines()[:9]:
        if line:
            rows.append(json.loads(line))
    return rows


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes records as a catalogue file and gives its path."""

    def written(records: Iterable[dict[str, Any] | str], name: str = "danh-muc.jsonl") -> Path:
        path = tmp_path / name
        lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return written
