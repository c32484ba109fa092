"""A folder that was found sound is not rehearsed again, until a byte of it changes."""

from __future__ import annotations

import shutil
from pathlib import Path

from tinhso.foundation.province.api import check

PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"


def test_a_sound_folder_is_checked_again_when_a_byte_changes(tmp_path: Path) -> None:
    folder = tmp_path / "tinh"
    shutil.copytree(PROVINCE, folder)
    assert check(folder) == []
    assert check(folder) == []
    hours = folder / "calendar" / "hours.csv"
    kept = hours.read_bytes()
    hours.write_bytes(kept.replace(b"07:00", b"27:00", 1))
    assert [fault.file for fault in check(folder)] == ["calendar/hours.csv"]
    hours.write_bytes(kept)
    assert check(folder) == []


def test_a_folder_with_a_fault_tells_it_each_time(tmp_path: Path) -> None:
    (tmp_path / "province.toml").write_text("name = ")
    first = check(tmp_path)
    assert first
    assert check(tmp_path) == first
