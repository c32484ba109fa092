"""What leaves is what we hold: every distortion met in real senders (domain reference, section 10.4) has a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.government.portal.rules.samples import ACT, AFTERNOON, GOOD, but, owned
from tinhso.government.portal.rules import mapping, moments, quality, silent
from tinhso.government.portal.rules.snapshot import Money, Outcome, Paper


@pytest.mark.parametrize("state", range(1, 11))
def test_every_state_leaves_as_itself(state: int) -> None:
    """5, 6 and 8 are not rewritten to 9."""
    assert mapping.dossier(but(state=state))["TrangThaiHoSo"] == state
    assert mapping.progress(replace(ACT, state=state))["TrangThai"] == state


def test_an_afternoon_stays_an_afternoon() -> None:
    """Not `hh`: 15:04:05 does not leave as 03:04:05."""
    record = mapping.dossier(GOOD)
    assert record["NgayTiepNhan"] == "20261123150405"
    assert mapping.progress(ACT)["ThoiDiemXuLy"] == "20261123150405"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), st.integers(-12, 14))
def test_moments_come_back_as_they_left(moment: datetime, hours: int) -> None:
    there = moment.replace(tzinfo=UTC, microsecond=0) + timedelta(hours=hours)
    assert moments.read(moments.told(there)) == there


def test_no_moment_is_no_moment() -> None:
    assert mapping.dossier(GOOD)["NgayTra"] == ""
    assert moments.read("") is None
    assert moments.read("20261323150405") is None


@pytest.mark.parametrize(("channel", "told"), [("DIRECT", 1), ("ONLINE", 2), ("POSTAL", 3)])
def test_channels(channel: str, told: int) -> None:
    assert mapping.dossier(but(channel=channel))["KenhThucHien"] == told


@pytest.mark.parametrize(
    ("kind", "told"), [("citizen", 1), ("enterprise", 2), ("state_body", 3), ("organisation", 4)]
)
def test_kinds_of_owners(kind: str, told: int) -> None:
    assert mapping.dossier(owned(kind=kind, tax_number="2500123456"))["LoaiDoiTuong"] == told


@pytest.mark.parametrize(
    ("from_portal", "proven", "told"),
    [(True, True, 1), (True, False, 0), (False, True, 1), (False, False, 0)],
)
def test_the_vneid_flag_is_what_was_proven_wherever_it_was_filed(
    from_portal: bool, proven: bool, told: int
) -> None:
    """Neither fixed at 0 nor at 1."""
    assert mapping.dossier(but(from_portal=from_portal, proven=proven))["TaiKhoanDuocXacThucVoiVNeID"] == told


@pytest.mark.parametrize(
    ("methods", "told"),
    [
        ([], 0),
        ([""], 0),
        (["cash", "transfer", "card", "waived"], 0),
        (["portal"], 1),
        (["cash", "portal"], 1),
        (["gateway"], 2),
        (["gateway", "portal"], 1),
    ],
)
def test_the_online_payment_flag_follows_the_money(methods: list[str], told: int) -> None:
    fees = tuple(Money(str(n), "Phí", 1000, 1000, method) for n, method in enumerate(methods))
    assert mapping.dossier(but(fees=fees))["DuocThanhToanTrucTuyen"] == told


def test_where_it_was_filed_and_by_whose_account() -> None:
    there, here = mapping.dossier(GOOD), mapping.dossier(but(from_portal=False))
    assert (there["NoiNopHoSo"], there["MaDoiTuong"]) == (1, "MP-0001")
    assert (here["NoiNopHoSo"], here["MaDoiTuong"]) == (2, "")


def test_no_linked_database_is_claimed_and_no_serial_made_up() -> None:
    record = mapping.dossier(GOOD)
    assert record["DSKetNoiCSDL"] == []
    assert record["SoBienNhan"] == ""


@pytest.mark.parametrize(("delivery", "told"), [("desk", 0), ("post", 1), ("online", "")])
def test_a_way_of_delivery_without_a_word_is_left_out(delivery: str, told: object) -> None:
    assert mapping.dossier(but(delivery=delivery))["HinhThuc"] == told


def test_a_fee_that_nobody_worked_out_is_not_zero() -> None:
    assert [(f["TenPhiLePhi"], f["Gia"]) for f in mapping.dossier(GOOD)["DanhSachLePhi"]] == [
        ("Lệ phí", 8000)
    ]


def test_papers_and_results_keep_their_ids_and_codes() -> None:
    record = mapping.dossier(GOOD)
    papers = record["TaiLieuNop"]
    assert [(p["TepDinhKemId"], p["IsDeleted"], p["MaKetQuaThayThe"]) for p in papers] == [
        ("p1", False, "KQ.G15.000021"),
        ("p0", True, ""),
    ]
    assert record["HoSoCoThanhPhanSoHoa"] == 1
    assert mapping.dossier(but(papers=()))["HoSoCoThanhPhanSoHoa"] == 0
    assert record["DanhSachGiayToKetQua"][0]["MaGiayToKetQua"] == "KQ.G15.000022"
    assert record["DanhSachHoSoBoSung"][0]["NgayTiepNhanBoSung"] == ""


@pytest.mark.parametrize(("number", "told"), [("026190000001", 1), ("162345678", 2)])
def test_the_owners_number_goes_by_its_kind(number: str, told: int) -> None:
    record = mapping.dossier(owned(citizen_id=number))
    assert record["DinhDanhCHS"] == [{"LoaiDinhDanh": told, "SoDinhDanh": number}]
    assert record["SoGiayToChuHoSo"] == number


@pytest.mark.parametrize("digitised", [0, 1, 2, 3])
def test_digitised_and_reused(digitised: int) -> None:
    paper = mapping.dossier(but(papers=(Paper("p", "a.pdf", "a", digitised),)))["TaiLieuNop"][0]
    assert (paper["DuocSoHoa"], paper["DuocTaiSuDung"]) == (int(digitised > 0), max(digitised - 1, 0))


BAD = [
    ("owner_without_number", owned(citizen_id="")),
    ("owner_number_odd", owned(citizen_id="000000000")),
    ("owner_number_odd", owned(citizen_id="1234567890")),
    ("owner_unnamed", owned(name=" ")),
    ("owner_erased", owned(erased=True, name="", citizen_id="")),
    ("enterprise_without_number", owned(kind="enterprise", citizen_id="")),
    ("owner_kind_unknown", owned(kind="robot")),
    ("summary_missing", but(summary="")),
    ("summary_missing", but(summary="  ")),
    ("summary_too_long", but(summary="a" * 1001)),
    ("file_name_too_long", but(papers=(Paper("p", "a" * 4001, "a"),))),
    ("state_unknown", but(state=11)),
    ("state_unknown", but(state=0)),
    ("channel_unknown", but(channel="FAX")),
    ("payment_unknown", but(fees=(Money("a", "Phí", 1, 1, "bitcoin"),))),
    ("procedure_not_national", but(procedure_code="noi-bo-7")),
    ("portal_account_unknown", but(tech_id="")),
    ("acceptance_missing", but(accepted_at=None)),
    ("accepted_before_filing", but(accepted_at=GOOD.filed_at - timedelta(seconds=1))),
    ("finish_missing", but(state=9)),
    ("return_missing", but(state=10, finished_at=AFTERNOON)),
]


@pytest.mark.parametrize(("code", "one"), BAD, ids=[code for code, _one in BAD])
def test_what_cannot_be_told_truthfully_is_held_and_says_who_must_act(code: str, one: object) -> None:
    """Neither `000000001` for a missing number nor `Dinhkem` for a missing abstract: it does not leave."""
    found = quality.of_dossier(one)  # type: ignore[arg-type]
    assert [f.code for f in found] == [code]
    assert found[0].who in ("reception", "unit_admin", "system_admin")
    assert found[0].field


def test_what_can_be_told_is_not_held() -> None:
    assert quality.of_dossier(GOOD) == ()
    assert quality.of_dossier(but(from_portal=False, tech_id="", channel="POSTAL")) == ()
    assert quality.of_dossier(but(summary="a" * 1000)) == ()
    assert quality.of_dossier(owned(kind="organisation", citizen_id="")) == ()
    assert quality.of_dossier(but(state=1, accepted_at=None)) == ()


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("person_too_long", replace(ACT, person="a" * 51)),
        ("person_unnamed", replace(ACT, person="")),
        ("act_without_words", replace(ACT, content="")),
        ("state_unknown", replace(ACT, state=0)),
    ],
)
def test_acts_that_the_history_cannot_carry(code: str, act: object) -> None:
    assert [f.code for f in quality.of_act(act)] == [code]  # type: ignore[arg-type]


def test_a_name_of_fifty_characters_is_carried_whole() -> None:
    act = replace(ACT, person="a" * 50)
    assert quality.of_act(act) == ()
    assert mapping.progress(act)["NguoiXuLy"] == "a" * 50


def test_what_leaves_empty_is_told_with_its_reason_and_holds_nothing_up() -> None:
    told = {one.field: one.why for one in silent.of_dossier(GOOD)}
    assert told == {
        "MaLinhVuc": "no_code_in_catalogue",
        "MaThanhPhanHoSo": "no_code_in_catalogue",
        "MaPhiLePhi": "no_code_in_catalogue",
        "LoaiPhiLePhi": "no_public_list",
        "HinhThucThu": "no_public_list",
        "DanhSachLePhi": "not_worked_out",
        "TrangThaiBoSung": "no_public_list",
        "DuongDanTepTinKetQua": "no_file_to_give",
        "DuongDanTaiTepTin": "no_file_to_give",
    }
    record = mapping.dossier(GOOD)
    assert record["MaLinhVuc"] == record["DanhSachLePhi"][0]["MaPhiLePhi"] == ""
    bare = but(field_code="HT", papers=(), fees=(), requests=(), results=(), delivery="desk")
    assert silent.of_dossier(bare) == ()
    other = but(results=(Outcome("k", "Giấy", ""),), delivery="online")
    assert {"MaGiayToKetQua", "HinhThuc"} <= {one.field for one in silent.of_dossier(other)}
    assert quality.of_dossier(other) == ()
