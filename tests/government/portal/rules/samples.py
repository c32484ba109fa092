"""A dossier that the contract can carry whole; each test bends one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from tinhso.government.portal.rules.moments import ZONE
from tinhso.government.portal.rules.snapshot import Act, Money, Outcome, Owner, Paper, Request, Snapshot

AFTERNOON = datetime(2026, 11, 23, 15, 4, 5, tzinfo=ZONE)
OWNER = Owner(name="Nguyễn Thị Ví Dụ", citizen_id="026190000001", phone="0911000001")
GOOD = Snapshot(
    code="G22.MP-261123-000001",
    procedure_code="1.001612",
    procedure_title="Đăng ký hộ kinh doanh",
    field_code="",
    field_name="Hộ kinh doanh",
    channel="ONLINE",
    state=4,
    summary="Đề nghị đăng ký hộ kinh doanh",
    owner=OWNER,
    filed_at=AFTERNOON.replace(hour=14),
    agency="Ủy ban nhân dân xã Thử",
    accepted_at=AFTERNOON,
    due_at=AFTERNOON.replace(day=26),
    from_portal=True,
    tech_id="MP-0001",
    proven=True,
    papers=(Paper("p1", "don.pdf", "don", 1, "KQ.G15.000021"), Paper("p0", "cu.pdf", "don", 1, removed=True)),
    fees=(Money("le-phi", "Lệ phí", 8000, 8000, "portal"), Money("phi", "Phí chưa có mức", None)),
    requests=(
        Request("r1", "Trần Văn Mẫu", "Thiếu giấy", AFTERNOON, ("Giấy tờ chứng minh",), old_due=AFTERNOON),
    ),
    results=(Outcome("k1", "Giấy xác nhận", "KQ.G15.000022"),),
)
ACT = Act(
    code=GOOD.code,
    person="Trần Văn Mẫu",
    position="Công chức",
    agency="Ủy ban nhân dân xã Thử",
    at=AFTERNOON,
    content="Tiếp nhận hồ sơ",
    state=2,
)


def but(**changes: Any) -> Snapshot:
    """The good one with something else."""
    return replace(GOOD, **changes)


def owned(**changes: Any) -> Snapshot:
    """The good one with another owner."""
    return replace(GOOD, owner=replace(OWNER, **changes))
