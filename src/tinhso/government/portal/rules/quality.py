"""The check before sending: what the contract cannot carry truthfully, and who can put it right.

Each finding is a stable code; `texts.py` has the sentence. Nothing is sent while there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tinhso.government.portal.rules import mapping
from tinhso.government.portal.rules.snapshot import Act, Snapshot

DESK, OFFICE, SYSTEM = "reception", "unit_admin", "system_admin"
LONGEST_SUMMARY = 1000
LONGEST_FILE_NAME = 4000
LONGEST_PERSON = 50
_PROCEDURE = re.compile(r"\d\.\d{6}(?:\.[0-9A-Z.]+)?")


@dataclass(frozen=True)
class Finding:
    """Why something is held: a code, the field of the contract, the role that can act."""

    code: str
    field: str
    who: str


def of_dossier(one: Snapshot) -> tuple[Finding, ...]:
    """Every reason why this record cannot leave; empty when it can."""
    return (*_codes(one), *_owner(one), *_texts(one), *_course(one))


def of_act(act: Act) -> tuple[Finding, ...]:
    """The same for one act of the history."""
    found = []
    if act.state not in mapping.STATES:
        found.append(Finding("state_unknown", "TrangThai", SYSTEM))
    if not act.person.strip():
        found.append(Finding("person_unnamed", "NguoiXuLy", OFFICE))
    if len(act.person) > LONGEST_PERSON:
        found.append(Finding("person_too_long", "NguoiXuLy", OFFICE))
    if not act.content.strip():
        found.append(Finding("act_without_words", "NoiDungXuLy", SYSTEM))
    return tuple(found)


def _codes(one: Snapshot) -> list[Finding]:
    """Values that stand for themselves in a closed list."""
    found = []
    if not _PROCEDURE.fullmatch(one.procedure_code):
        found.append(Finding("procedure_not_national", "MaTTHC", SYSTEM))
    if one.state not in mapping.STATES:
        found.append(Finding("state_unknown", "TrangThaiHoSo", SYSTEM))
    if one.channel not in mapping.CHANNELS:
        found.append(Finding("channel_unknown", "KenhThucHien", SYSTEM))
    if one.owner.kind not in mapping.OWNERS:
        found.append(Finding("owner_kind_unknown", "LoaiDoiTuong", SYSTEM))
    if any(fee.method not in mapping.ONLINE_PAYMENT for fee in one.fees):
        found.append(Finding("payment_unknown", "DuocThanhToanTrucTuyen", SYSTEM))
    return found


def _owner(one: Snapshot) -> list[Finding]:
    """The owner's name and number; a dossier whose people were erased by law tells them no more."""
    owner = one.owner
    if owner.erased:
        return [Finding("owner_erased", "ChuHoSo", SYSTEM)]
    found = []
    if not owner.name.strip():
        found.append(Finding("owner_unnamed", "ChuHoSo", DESK))
    if owner.kind == "citizen" and not owner.citizen_id and not owner.passport:
        found.append(Finding("owner_without_number", "SoGiayToChuHoSo", DESK))
    elif owner.kind == "citizen" and owner.citizen_id and not _is_number(owner.citizen_id):
        found.append(Finding("owner_number_odd", "SoGiayToChuHoSo", DESK))
    if owner.kind == "enterprise" and not owner.tax_number:
        found.append(Finding("enterprise_without_number", "SoGiayToChuHoSo", DESK))
    if one.from_portal and not one.tech_id:
        found.append(Finding("portal_account_unknown", "MaDoiTuong", SYSTEM))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in mapping.IDENTITY and bool(text.strip("0"))


def _texts(one: Snapshot) -> list[Finding]:
    """Texts that must be there, and fit."""
    found = []
    if not one.summary.strip():
        found.append(Finding("summary_missing", "TrichYeuHoSo", DESK))
    elif len(one.summary) > LONGEST_SUMMARY:
        found.append(Finding("summary_too_long", "TrichYeuHoSo", DESK))
    if any(len(paper.name) > LONGEST_FILE_NAME for paper in one.papers):
        found.append(Finding("file_name_too_long", "TenTepDinhKem", DESK))
    return found


def _course(one: Snapshot) -> list[Finding]:
    """Moments that contradict each other or the state would make a false history."""
    found = []
    if one.accepted_at and one.accepted_at < one.filed_at:
        found.append(Finding("accepted_before_filing", "NgayTiepNhan", SYSTEM))
    if one.state in (2, 4, 6, 8, 9, 10) and one.accepted_at is None:
        found.append(Finding("acceptance_missing", "NgayTiepNhan", DESK))
    if one.state in (9, 10) and one.finished_at is None:
        found.append(Finding("finish_missing", "NgayKetThucXuLy", OFFICE))
    if one.state == 10 and one.returned_at is None:
        found.append(Finding("return_missing", "NgayTra", DESK))
    return found
