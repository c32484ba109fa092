"""The part of `./tinhso simulate --bulk` that speaks: room on the disk, progress, how fast it was."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from django.db import connection

from tinhso.simulation.bulk.load import load
from tinhso.simulation.bulk.plan import plan
from tinhso.simulation.bulk.template import Template
from tinhso.simulation.models import Run
from tinhso.simulation.rules.room import fits, needed

WIDTH = 30
GIB = 2**30


def bulk(run: Run, copies: int, *, lean: bool) -> int:
    """Copy the run's ended lives; 0, or 2 with a sentence when there are none or the disk is too small."""
    began = time.monotonic()
    try:
        found, templates = plan(run, copies, lean=lean, room=_refusal)
    except LookupError as refusal:
        print(refusal.args[0], file=sys.stderr)
        return 2
    print(f"Chép {len(templates)} hồ sơ đã xong thành {copies} hồ sơ.")

    def tell(standing: int) -> None:
        filled = WIDTH * standing // copies
        rate = standing / max(time.monotonic() - began, 0.001)
        print(
            f"\r[{'█' * filled}{'·' * (WIDTH - filled)}] {standing} hồ sơ, {rate:.0f} mỗi giây",
            end="",
            flush=True,
        )

    made = load(found, templates, tell, writers=min(2, os.cpu_count() or 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\nXong: chép {made} hồ sơ trong {time.monotonic() - began:.0f} giây.")
    return 0


def _refusal(templates: Sequence[Template], copies: int) -> str:
    """Why the disk is too small; empty when it is not, or when the server is on another machine."""
    folder = _data_folder()
    if folder is None:
        return ""
    each = sum(one.size for one in templates) / len(templates)
    need, disk = needed(each, copies), shutil.disk_usage(folder)
    if fits(need, disk.free, disk.total):
        return ""
    return (
        f"Đĩa không đủ chỗ: {copies} hồ sơ cần khoảng {need / GIB:.1f} GiB, còn trống {disk.free / GIB:.1f} GiB. "
        "Hãy chép ít hồ sơ hơn, thêm --lean, hoặc dùng máy chủ PostgreSQL có đĩa lớn hơn."
    )


def _data_folder() -> Path | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory', true)")
        told = cursor.fetchone()[0]
    folder = Path(told) if told else None
    return folder if folder and folder.exists() else None
