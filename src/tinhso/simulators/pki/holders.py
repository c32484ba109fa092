"""Who holds a certificate of the demonstration, and from when until when."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ALWAYS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """`label` names key and certificate files; `elliptic`: a P-256 key, otherwise RSA of 2,048 bits."""

    label: str
    name: str
    organisation: str = ""
    title: str = ""
    elliptic: bool = False
    since: datetime = ALWAYS[0]
    until: datetime = ALWAYS[1]
    revoked: datetime | None = None


# What every demonstration and every test has: somebody for each answer that a check may give.
KNOWN = (
    Holder("leader", "Lê Thị Trình Diễn", "Ủy ban nhân dân xã Thổ Tang", "Chủ tịch"),
    Holder("agency", "Ủy ban nhân dân xã Thổ Tang", "Ủy ban nhân dân xã Thổ Tang"),
    Holder("resident", "Nguyễn Thị Người Dân", elliptic=True),
    Holder("revoked", "Phạm Văn Bị Thu Hồi", revoked=datetime(2024, 6, 1, tzinfo=UTC)),
    Holder("expired", "Đỗ Thị Hết Hạn", since=ALWAYS[0], until=datetime(2023, 1, 1, tzinfo=UTC)),
)


def read(folder: Path) -> tuple[Holder, ...]:
    """The holders written beside the keys; those that everybody knows when there are none."""
    try:
        rows = json.loads((folder / "holders.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return KNOWN
    return tuple(_holder(row) for row in rows)


def _holder(row: dict[str, Any]) -> Holder:
    moments = {key: datetime.fromisoformat(row[key]) for key in ("since", "until", "revoked") if row[key]}
    return Holder(**(row | moments))


def write(folder: Path, holders: tuple[Holder, ...]) -> None:
    """Keep them for the next start."""
    rows = [asdict(one) for one in holders]
    text = json.dumps(rows, ensure_ascii=False, indent=1, default=lambda value: value.isoformat())
    (folder / "holders.json").write_text(text + "\n", encoding="utf-8")
