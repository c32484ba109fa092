"""What a record says nothing about, though the contract has a place for it: told beside the record, never made up."""

from __future__ import annotations

from dataclasses import dataclass

from tinhso.government.portal.rules import mapping
from tinhso.government.portal.rules.snapshot import Snapshot


@dataclass(frozen=True)
class Silent:
    """A field of the contract that leaves empty: `why` is a stable code (`texts.silent_reason`)."""

    field: str
    why: str


def of_dossier(one: Snapshot) -> tuple[Silent, ...]:
    """Every place of the record that is left empty for want of a code, a number or a file.

    None of these keeps a record from leaving: the contract takes it, and an invented value would be a false one.
    """
    return (*_codes(one), *_facts(one))


def _codes(one: Snapshot) -> list[Silent]:
    """Codes that neither our sources nor the portal itself told under the same name, and those nobody published."""
    found = []
    due = [fee for fee in one.fees if fee.due is not None]
    if not one.field_code:
        found.append(Silent("MaLinhVuc", "no_code_in_catalogue"))
    if any(not paper.code for paper in one.papers):
        found.append(Silent("MaThanhPhanHoSo", "no_code_in_catalogue"))
    if any(not fee.code for fee in due):
        found.append(Silent("MaPhiLePhi", "no_code_in_catalogue"))
    if due:
        found += [Silent("LoaiPhiLePhi", "no_public_list"), Silent("HinhThucThu", "no_public_list")]
    if one.requests:
        found.append(Silent("TrangThaiBoSung", "no_public_list"))
    if any(not outcome.code for outcome in one.results):
        found.append(Silent("MaGiayToKetQua", "no_code_in_package"))
    return found


def _facts(one: Snapshot) -> list[Silent]:
    """Facts that the contract has no word for, or that we do not hold."""
    found = []
    if one.delivery not in mapping.DELIVERY:
        found.append(Silent("HinhThuc", "no_word_for_electronic"))
    if any(fee.due is None for fee in one.fees):
        found.append(Silent("DanhSachLePhi", "not_worked_out"))
    if any(not outcome.link for outcome in one.results):
        found.append(Silent("DuongDanTepTinKetQua", "no_file_to_give"))
    if any(not paper.link and not paper.removed for paper in one.papers):
        found.append(Silent("DuongDanTaiTepTin", "no_file_to_give"))
    if one.owner.kind == "citizen" and not one.owner.citizen_id:
        found.append(Silent("DinhDanhCHS", "no_word_for_passport"))
    return found
