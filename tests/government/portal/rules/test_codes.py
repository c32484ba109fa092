"""Codes come from the portal itself, by its own names, or stay empty."""

from __future__ import annotations

from typing import Any

import pytest

from tests.government.portal.rules.samples import GOOD, but, owned
from tinhso.government.portal.contract import Codes
from tinhso.government.portal.contrib.mc2020 import codes_in
from tinhso.government.portal.rules import mapping, quality, silent
from tinhso.government.portal.rules.naming import code_of, gathered
from tinhso.government.portal.rules.snapshot import Money, Outcome, Paper

PACKET: dict[str, Any] = {
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "MP-LV", "TENLINHVUC": "Lĩnh vực thử"}],
    "THANHPHANHOSO": [
        {"TRUONGHOP": "", "GIAYTO": [{"MAGIAYTO": "MP-GT", "TENGIAYTO": "Giấy tờ  chứng minh."}]}
    ],
    "CACHTHUCTHUCHIEN": [{"THOIGIAN": [{"PHILEPHI": [{"MAPHILEPHI": "MP-PHI", "MOTA": "Lệ phí"}]}]}],
    "KETQUATHUCHIEN": [{"MAKETQUA": "MP-KQ", "TENKETQUA": "Giấy xác nhận"}],
}


@pytest.mark.parametrize("data", [PACKET, [PACKET], [PACKET, {}]])
def test_what_the_portal_tells(data: object) -> None:
    told = codes_in(data)
    assert code_of(told.fields, "Lĩnh Vực Thử") == "MP-LV"
    assert code_of(told.papers, "Giấy tờ chứng minh") == "MP-GT"
    assert (code_of(told.fees, "Lệ phí"), code_of(told.results, "Giấy xác nhận")) == ("MP-PHI", "MP-KQ")
    assert code_of(told.papers, "Giấy tờ chứng minh nhân thân") == ""


@pytest.mark.parametrize(
    "data", [None, "x", [], [1], {"THANHPHANHOSO": "x"}, {"THANHPHANHOSO": [{"GIAYTO": [3]}]}]
)
def test_an_odd_packet_tells_nothing(data: object) -> None:
    assert codes_in(data) == Codes()


def test_a_name_that_two_codes_claim_tells_neither() -> None:
    pairs = [("Đơn", "A"), ("đơn.", "B"), ("Khác", "C"), (None, "D"), ("Đơn", "A"), ("", "E")]
    assert gathered(pairs) == {"khác": "C"}


def test_codes_and_addresses_leave_where_they_are_known() -> None:
    one = but(
        field_code="MP-LV",
        papers=(
            Paper("p1", "don.pdf", "don", 1, code="MP-GT", link="https://tinh/1"),
            Paper("p0", "cu.pdf", "don", 1, removed=True, code="MP-GT", link="https://tinh/0"),
        ),
        fees=(Money("le-phi", "Lệ phí", 8000, 8000, "portal", "MP-PHI"),),
        results=(Outcome("k1", "Giấy xác nhận", "MP-KQ", "https://tinh/2"),),
    )
    record = mapping.dossier(one)
    assert (record["MaLinhVuc"], record["DanhSachLePhi"][0]["MaPhiLePhi"]) == ("MP-LV", "MP-PHI")
    assert [p["DuongDanTaiTepTin"] for p in record["TaiLieuNop"]] == ["https://tinh/1", ""]
    assert [p["MaThanhPhanHoSo"] for p in record["TaiLieuNop"]] == ["MP-GT", "MP-GT"]
    assert record["DanhSachGiayToKetQua"][0]["DuongDanTepTinKetQua"] == "https://tinh/2"
    left = {s.field for s in silent.of_dossier(one)}
    assert left == {"LoaiPhiLePhi", "HinhThucThu", "TrangThaiBoSung"}


def test_a_foreigner_is_told_by_the_passport_and_by_no_kind_of_number_that_is_not_his() -> None:
    one = owned(citizen_id="", passport="C1234567")
    record = mapping.dossier(one)
    assert quality.of_dossier(one) == ()
    assert (record["SoGiayToChuHoSo"], record["DinhDanhCHS"]) == ("C1234567", [])
    assert "DinhDanhCHS" in {s.field for s in silent.of_dossier(one)}
    # Whoever has both is told by the number of this country.
    assert mapping.dossier(owned(passport="C1234567"))["SoGiayToChuHoSo"] == GOOD.owner.citizen_id
