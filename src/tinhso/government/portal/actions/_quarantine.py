"""Holding a package: until its moment comes, or in quarantine with its reason, holder and deadline."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions import _holding
from tinhso.government.portal.actions._note import PORTAL, note_package
from tinhso.government.portal.models import Origin, Package, PackageState
from tinhso.government.portal.rules import backoff
from tinhso.government.portal.rules.arrivals import Arrival
from tinhso.lib.errors import Invalid, Refused

# The reason of a package at which the platform itself failed: it waits, in the end for a person.
STUMBLED = "stumbled"
# What is wrong with the shape of a field, by the code of `arrivals.Fault`.
SHAPES = {
    "missing": "Thiếu nội dung này.",
    "unknown": "Loại gói không có trong giao ước.",
    "not_an_amount": "Số tiền phải là số nguyên dương.",
    "not_a_date": "Ngày không có trên lịch.",
    "not_a_moment": "Thời điểm không đọc được, hoặc thiếu múi giờ.",
    "not_a_hash": "Mã kiểm tra SHA-256 phải có 64 chữ số thập lục phân.",
    "not_base64": "Nội dung tệp không giải mã được.",
    "odd": "Nội dung không đúng dạng.",
}


def wait(package: Package, code: str) -> Package:
    """Try again later; files that cannot be had for long enough, and what is never understood, end in quarantine.

    The caller holds the row's lock: all of the row is written.
    """
    package.tries += 1
    package.state, package.reason_code = PackageState.WAITING, code
    if code == "files_later" and backoff.given_up(package.tries):
        told = _("Không tải được tệp từ Cổng sau nhiều lần thử.")
        quarantine(package, "file_unreachable", [{"field": "files", "message": told}], None)
        return package
    if code == STUMBLED and backoff.given_up(package.tries):
        quarantine(package, "unreadable", [{"field": "", "message": SHAPES["odd"]}], None)
        return package
    package.next_try_at = now() + backoff.pause(package.tries)
    package.save()
    return package


def quarantine(package: Package, code: str, faults: list[dict[str, str]], arrival: Arrival | None) -> None:
    """Hold the package apart: reason, holder, deadline, and an event."""
    agency_id, role = _holding.holder(code, arrival, _agency_of(package))
    package.state, package.reason_code, package.faults = PackageState.QUARANTINED, code, faults
    package.holder_agency_id, package.holder_role = agency_id, role
    package.deadline = _moment_of(package, arrival)
    package.next_try_at = None
    package.save()
    note_package(PORTAL, "quarantined", package, reason=code, agency=agency_id, deadline=package.deadline)


def _agency_of(package: Package) -> UUID | None:
    """The competent agency of the dossier that the package belongs to, when there is one."""
    origin = Origin.objects.filter(portal_code=package.portal_code).first()
    if origin is None or not package.portal_code:
        return None
    return UUID(str(dossiers.for_officer(PORTAL, origin.dossier_id).competent_id))


def _moment_of(package: Package, arrival: Arrival | None) -> datetime:
    """Never later than it was: what a correction makes readable gives nobody more time."""
    found = _holding.deadline(package.arrived_at, arrival)
    return min(found, package.deadline) if package.deadline else found


def code_of(refusal: Refused) -> str:
    """The stable code under which a refusal of another room is held."""
    if isinstance(refusal, Invalid) and refusal.code == "invalid":
        return "invalid_content"
    return refusal.code[:60]


def faults_of(refusal: Refused) -> list[dict[str, str]]:
    """What the holder reads: each field with its sentence."""
    if isinstance(refusal, Invalid):
        return [{"field": e.field, "message": e.message} for e in refusal.errors[:50]]
    return [{"field": _FIELDS.get(refusal.code) or refusal.field or "", "message": refusal.message}]


# Where the refusals of other rooms, which know no package, have their cause in one.
_FIELDS = {
    "procedure_not_found": "procedure_code",
    "authority_unknown": "procedure_code",
    "unit_unknown": "unit_code",
    "no_competent_agency": "unit_code",
    "fee_unknown": "fee",
    "paid_too_much": "amount",
}
