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
    """Every place of the record that is left empty for want of a code or of a number, in the contract's order.

    None of these keeps a record from leaving: the contract takes it, and an invented value would be a false one.
    """
    found = []
    if not one.field_code:
        found.append(Silent("MaLinhVuc", "no_code_in_catalogue"))
    if one.delivery not in mapping.DELIVERY:
        found.append(Silent("HinhThuc", "no_word_for_electronic"))
    if one.papers:
        found.append(Silent("MaThanhPhanHoSo", "no_code_in_catalogue"))
    if any(fee.due is not None for fee in one.fees):
        found += [Silent("MaPhiLePhi", "no_code_in_catalogue"), Silent("LoaiPhiLePhi", "no_public_list")]
        found.append(Silent("HinhThucThu", "no_public_list"))
    if any(fee.due is None for fee in one.fees):
        found.append(Silent("DanhSachLePhi", "not_worked_out"))
    if one.requests:
        found.append(Silent("TrangThaiBoSung", "no_public_list"))
    if any(not outcome.code for outcome in one.results):
        found.append(Silent("MaGiayToKetQua", "no_code_in_package"))
    return tuple(found)
