"""A small sound province in memory, and a helper that writes it to disk with changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

UNITS = """code,name,type,parent,valid_from,valid_to,successors,legal_basis,unverified,note
90,Tỉnh Thử,tỉnh,,2019-01-01,,,,,
901,Huyện Một,huyện,90,2019-01-01,2025-06-30,,,valid_from,
90001,Xã An,xã,901,2019-01-01,2025-06-30,90001,,valid_from,
90002,Xã Bình,xã,901,2019-01-01,2025-06-30,90001,,,
90003,Xã Cũ,xã,901,2019-01-01,2024-12-31,,,successors,
90001,Xã An Bình,xã,90,2025-07-01,,,Nghị quyết thử,,
"""
AGENCIES = """[[agency]]
slug = "ubnd-tinh-thu"
name = "Ủy ban nhân dân tỉnh Thử"
kind = "peoples_committee"
level = "province"
unit = "90"
valid_from = 2019-01-01

[[agency]]
slug = "so-tu-phap"
name = "Sở Tư pháp"
kind = "department"
level = "province"
unit = "90"
parent = "ubnd-tinh-thu"
valid_from = 2019-01-01
code_key = "STP"
fields = ["Hộ tịch"]

[[rule]]
for_each = "district"
slug = "ubnd-{slug}"
name = "Ủy ban nhân dân {name}"
kind = "peoples_committee"
parent = "ubnd-tinh-thu"
code_key = "{code}"
successors = ["ubnd-{heir_slug}-{heir_since}"]

[[rule]]
for_each = "commune"
slug = "ubnd-{slug}-{since}"
name = "Ủy ban nhân dân {name}"
kind = "peoples_committee"
code_key = "{code}"
successors = ["ubnd-{heir_slug}-{heir_since}"]
"""
PROVINCE = """[province]
slug = "thu"

[[name]]
name = "Tỉnh Thử"
unit = "90"
valid_from = 2019-01-01

[[level1_code]]
agency = "ubnd-tinh-thu"
code = "H99"
valid_from = 2019-01-01

[brand]
primary = "#17305c"

[[switch]]
key = "reception_hours"
value = 8
valid_from = 2019-01-01
"""
CODES = "agency,code,old_code,valid_from,legal_basis\n"
DAYS = "from,to,kind,name,legal_basis,verified\n"
HOURS = "valid_from,start,end,legal_basis\n2019-01-01,07:30,11:30,\n2019-01-01,13:00,17:00,\n"
SOUND = {
    "province.toml": PROVINCE,
    "agencies.toml": AGENCIES,
    "agency-codes.csv": CODES,
    "units/all.csv": UNITS,
    "calendar/days.csv": DAYS,
    "calendar/hours.csv": HOURS,
    "search/fields.toml": "",
    "search/life-events.toml": "",
    "search/synonyms.toml": "",
}

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write the sound folder, after replacing `old` by `new` in one file (or adding files)."""

    def run(file: str = "", old: str = "", new: str = "", extra: dict[str, bytes] | None = None) -> Path:
        root = tmp_path / "thu"
        for name, text in SOUND.items():
            if name == file:
                assert old in text, f"{old!r} is not in {name}"
                text = text.replace(old, new, 1)
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        for name, data in (extra or {}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return root

    return run
