"""What providers tell, in our terms: a table for the portal's set, one for VNeID's, and what signs nobody in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.foundation.identity.eid.claims import LEAST_LEVEL, UnfitClaims, holder_of

PORTAL: dict[str, Any] = {
    "sub": "p-1", "TechID": "tech-1", "LoaiTaiKhoan": "1", "SoDinhDanh": "026190000001",
    "HoVaTen": "Nguyễn Thị  Ví Dụ", "NgayThangNamSinh": "20/05/1990", "GioiTinh": "Nữ",
    "ThuDienTu": "Vi.Du@Example.vn", "SoDienThoai": "+84 900 000 001", "loAs": "LoA2", "SoCMND": "", "QueQuan": "x",
}  # fmt: skip
VNEID: dict[str, Any] = {
    "sub": "v-1", "LoaiTaiKhoan": 1, "SoDinhDanh": "026190000001", "HoVaTen": "NGUYỄN THỊ VÍ DỤ",
    "NgayThangNamSinh": "19900520", "TechID": "tech-1", "IAL": "IAL2", "loAs": ["LoA1", "LoA3"],
    "userProfileUri": "https://example", "logoutUri": "https://example",
}  # fmt: skip
FIRM: dict[str, Any] = {
    "sub": "o-1", "LoaiTaiKhoan": "2", "MaSoThue": "2600000012", "TenDoanhNghiep": "Công ty Ví Dụ",
    "NguoiDaiDien": "Trần Văn Mẫu", "loAs": "2",
}  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (PORTAL, ("person", "p-1", "026190000001", date(1990, 5, 20), "female", "0900000001", "vi.du@example.vn", 2, 0, "LoA2")),
        (VNEID, ("person", "v-1", "026190000001", date(1990, 5, 20), "", "", "", 3, 2, "LoA3.IAL2")),
        (FIRM, ("organisation", "o-1", "2600000012", None, "", "", "", 2, 0, "LoA2")),
        ({**FIRM, "MaSoThue": "", "MaSoDoanhNghiep": "2600000012-001"}, ("organisation", "o-1", "2600000012001", None, "", "", "", 2, 0, "LoA2")),
        ({**PORTAL, "NgayThangNamSinh": "1990", "GioiTinh": None, "SoDienThoai": "không có"}, ("person", "p-1", "026190000001", None, "", "", "vi.du@example.vn", 2, 0, "LoA2")),
        ({**PORTAL, "NgayThangNamSinh": "31/02/1990"}, ("person", "p-1", "026190000001", None, "female", "0900000001", "vi.du@example.vn", 2, 0, "LoA2")),
    ],
)  # fmt: skip
def test_claims_become_a_holder(claims: dict[str, Any], expected: tuple[Any, ...]) -> None:
    h = holder_of(claims)
    found = (h.kind, h.subject, h.number, h.birth_date, h.sex, h.phone, h.email, h.loa, h.ial, h.level_name)
    assert found == expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sub": ""}, "subject"),
        ({"sub": None}, "subject"),
        ({"LoaiTaiKhoan": None}, "kind"),
        ({"LoaiTaiKhoan": True}, "kind"),
        ({"SoDinhDanh": ""}, "number"),
        ({"SoDinhDanh": "12345678901"}, "number"),
        ({"SoDinhDanh": "02619000000１"}, "number"),
        ({"LoaiTaiKhoan": "2"}, "number"),
        ({"HoVaTen": " "}, "name"),
        ({"loAs": "LoA1"}, "level"),
        ({"loAs": None}, "level"),
        ({"loAs": "cao"}, "level"),
        ({"loAs": "LoA3", "IAL": "IAL1"}, "level"),
    ],
)
def test_what_signs_nobody_in(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(UnfitClaims) as unfit:
        holder_of({**PORTAL, **changes})
    assert unfit.value.code == code


ANY = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just(["LoA2", 3]) | st.just({})
SETS = st.dictionaries(st.sampled_from([*PORTAL, "MaSoThue", "IAL"]), ANY, max_size=4)


@settings(max_examples=60)
@given(SETS)
def test_no_claims_break_it(claims: dict[str, Any]) -> None:
    """Whatever a provider answers: a holder of at least the least level, or a reason."""
    code = ""
    try:
        holder = holder_of({**PORTAL, **claims})
    except UnfitClaims as unfit:
        code = unfit.code
    if code:
        assert code in ("subject", "kind", "number", "name", "level")
        return
    assert holder.level >= LEAST_LEVEL
    assert holder.number.isascii()
    assert holder.number.isdigit()
