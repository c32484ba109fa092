"""From our words to those of the 2020 contract, and nothing else.

What the contract has no word for is left out where it need not be told, and held by `rules.quality` where it
must be: nothing is bent to fit, no value is made up (domain reference, section 10.4).
"""

from __future__ import annotations

from typing import Any

from tinhso.government.portal.rules.moments import told
from tinhso.government.portal.rules.snapshot import Act, Owner, Snapshot

# DossierStatusMapping: our business state is the national one, each as itself; 5, 6 and 8 are not "done".
STATES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10}
CHANNELS = {"DIRECT": 1, "ONLINE": 2, "POSTAL": 3}
OWNERS = {"citizen": 1, "enterprise": 2, "state_body": 3, "organisation": 4}
# A result handed over electronically is neither "direct" nor "post": the field stays empty.
DELIVERY = {"desk": 0, "post": 1}
# Money taken at the desk was not paid online, by whichever means; the agency's own gateway would be 2.
ONLINE_PAYMENT = {"": 0, "cash": 0, "transfer": 0, "card": 0, "waived": 0, "portal": 1, "gateway": 2}
IDENTITY = {12: 1, 9: 2}
FILED_ON_PORTAL, FILED_HERE = 1, 2
REUSED = {2: 1, 3: 2}


def dossier(one: Snapshot) -> dict[str, Any]:
    """The record of `DongBoHoSoMC`. The snapshot must have passed `quality.of_dossier`; else KeyError."""
    owner = one.owner
    return {
        "MaHoSo": one.code,
        "MaTTHC": one.procedure_code,
        "TenTTHC": one.procedure_title,
        "MaLinhVuc": one.field_code,
        "TenLinhVuc": one.field_name,
        "KenhThucHien": CHANNELS[one.channel],
        "SoBienNhan": "",
        "ChuHoSo": owner.name,
        "SoGiayToChuHoSo": (owner.citizen_id or owner.passport)
        if owner.kind == "citizen"
        else owner.tax_number,
        "LoaiDoiTuong": OWNERS[owner.kind],
        "MaDoiTuong": one.tech_id if one.from_portal else "",
        "ThongTinKhac": "",
        "Email": owner.email,
        "Fax": "",
        "SoDienThoai": owner.phone,
        "TrichYeuHoSo": one.summary,
        "NgayTiepNhan": told(one.accepted_at),
        "NgayHenTra": told(one.due_at),
        "TrangThaiHoSo": STATES[one.state],
        "NgayTra": told(one.returned_at),
        "ThongTinTra": one.return_note,
        "HinhThuc": DELIVERY.get(one.delivery, ""),
        "NgayKetThucXuLy": told(one.finished_at),
        "DonViXuLy": one.agency,
        "GhiChu": "",
        "NoiNopHoSo": FILED_ON_PORTAL if one.from_portal else FILED_HERE,
        "HoSoCoThanhPhanSoHoa": int(any(p.digitised for p in one.papers if not p.removed)),
        "TaiKhoanDuocXacThucVoiVNeID": int(one.proven),
        "DuocThanhToanTrucTuyen": _online_payment(one),
        "NgayTuChoi": told(one.refused_at),
        "NgayNopHoSo": told(one.filed_at),
        "DinhDanhCHS": identity(owner),
        "DSKetNoiCSDL": [],
        **_lists(one),
    }


def identity(owner: Owner) -> list[dict[str, Any]]:
    """The owner's own number by its kind; nothing for whoever has none of the two that the contract knows.

    A passport is neither: its number is told as that of the owner's paper (`SoGiayToChuHoSo`) and here not at all.
    """
    if owner.kind != "citizen" or len(owner.citizen_id) not in IDENTITY:
        return []
    return [{"LoaiDinhDanh": IDENTITY[len(owner.citizen_id)], "SoDinhDanh": owner.citizen_id}]


def progress(act: Act) -> dict[str, Any]:
    """One row of `CapNhatTienDoHoSoMC`. The act must have passed `quality.of_act`."""
    return {
        "MaHoSo": act.code,
        "NguoiXuLy": act.person,
        "ChucDanh": act.position,
        "ThoiDiemXuLy": told(act.at),
        "PhongBanXuLy": act.agency,
        "NoiDungXuLy": act.content,
        "TrangThai": STATES[act.state],
        "NgayBatDau": told(act.opened_at),
        "NgayKetThucTheoQuyDinh": told(act.due_at),
    }


def _online_payment(one: Snapshot) -> int:
    """1 when anything was paid on the national portal, else 2 for the agency's gateway, else 0."""
    ways = {ONLINE_PAYMENT[fee.method] for fee in one.fees}
    return next((way for way in (1, 2) if way in ways), 0)


def _lists(one: Snapshot) -> dict[str, Any]:
    """The lists. Codes without a public list (kinds of fees, states of a supplement) are not sent."""
    return {
        "TaiLieuNop": [
            {
                "TepDinhKemId": paper.id,
                "TenTepDinhKem": paper.name,
                "IsDeleted": paper.removed,
                "MaThanhPhanHoSo": paper.code,
                "DuongDanTaiTepTin": "" if paper.removed else paper.link,
                "DuocSoHoa": int(paper.digitised > 0),
                "DuocTaiSuDung": REUSED.get(paper.digitised, 0),
                "DuocLayTuKhoDMQG": 0,
                "MaKetQuaThayThe": paper.replaces,
            }
            for paper in one.papers
        ],
        # An amount that nobody has worked out is not 0 đồng: the fee follows when it is known.
        "DanhSachLePhi": [
            {
                "TenPhiLePhi": fee.name,
                "MaPhiLePhi": fee.code,
                "HinhThucThu": "",
                "Gia": fee.due,
                "LoaiPhiLePhi": "",
            }
            for fee in one.fees
            if fee.due is not None
        ],
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [
            {
                "HoSoBoSungId": asked.id,
                "NguoiYeuCauBoSung": asked.asked_by,
                "NoiDungBoSung": asked.text,
                "NgayBoSung": told(asked.asked_at),
                "NguoiTiepNhanBoSung": "",
                "ThongTinTiepNhan": asked.answer,
                "NgayTiepNhanBoSung": told(asked.answered_at),
                "TrangThaiBoSung": "",
                "DanhSachGiayToBoSung": [{"TenGiayTo": name} for name in asked.papers],
                "DanhSachLePhiBoSung": [],
                "NgayHenTraTruoc": told(asked.old_due),
                "NgayHenTraMoi": told(asked.new_due),
            }
            for asked in one.requests
        ],
        "DanhSachGiayToKetQua": [
            {
                "TenGiayTo": outcome.title,
                "MaThanhPhanHoSo": "",
                "GiayToId": outcome.id,
                "DuongDanTepTinKetQua": outcome.link,
                "MaGiayToKetQua": outcome.code,
            }
            for outcome in one.results
        ],
    }
