"""What all forms share: the lines at the top, moments in words, the people, what the QR tells."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from tinhso.foundation.organisation.api import header
from tinhso.foundation.papers.api import Sealed
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers.models import Channel, Delivery, Dossier, DossierParty, PartyRole, Step
from tinhso.government.dossiers.queries.letterhead import letterhead
from tinhso.government.dossiers.rules.masking import mask_id, mask_phone
from tinhso.lib.errors import NotFound

CHANNELS = {
    Channel.ONLINE: "nộp trực tuyến",
    Channel.DIRECT: "nộp trực tiếp",
    Channel.POSTAL: "gửi qua bưu chính công ích",
}
WAYS_OUT = {
    Delivery.DESK: "Nhận trực tiếp tại",
    Delivery.POST: "Qua dịch vụ bưu chính công ích",
    Delivery.ONLINE: "Bản điện tử, tại trang tra cứu hồ sơ",
}
UNITS = {
    "working_day": "ngày làm việc",
    "hour": "giờ làm việc",
    "day": "ngày",
    "month": "tháng",
    "year": "năm",
}


def day_of(moment: datetime) -> date:
    """The day of an act on the province's clock."""
    return moment.astimezone(ZONE).date()


def in_words(day: date) -> str:
    """`ngày 05 tháng 01 năm 2026`: days below ten and the first two months with a zero (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def at_words(moment: datetime | None) -> str:
    """`16 giờ 30 phút, ngày 12 tháng 01 năm 2026`; empty for None."""
    if moment is None:
        return ""
    here = moment.astimezone(ZONE)
    return f"{here.hour:02d} giờ {here.minute:02d} phút, {in_words(here.date())}"


def at_short(moment: datetime | None) -> str:
    """`16:30 12/01/2026`, for the cells of a table; empty for None."""
    return "" if moment is None else f"{moment.astimezone(ZONE):%H:%M %d/%m/%Y}"


def head(agency_id: UUID, account_id: UUID | None, on: date) -> tuple[dict[str, str], str]:
    """The lines at the top of a paper of an agency, and the name of whoever signs."""
    top = letterhead(agency_id, account_id)
    lines = {
        "above": top.above,
        "office": top.office,
        "place": top.place,
        "address": top.address,
        "phone": top.phone,
        "day": in_words(on),
    }
    return lines, top.officer


def system_name(on: date) -> str:
    """The source system as the QR names it."""
    return f"Tỉnh Số – {header(on).full}"


def party(dossier: Dossier, role: str) -> DossierParty | None:
    """A person of the dossier whose data is still there."""
    return next((p for p in dossier.parties.all() if p.role == role and p.erased_at is None), None)


def owner_of(dossier: Dossier) -> DossierParty | None:
    """The owner."""
    return party(dossier, PartyRole.OWNER)


def filer_of(dossier: Dossier) -> DossierParty | None:
    """Whoever came: authorised, filer, else the owner."""
    return party(dossier, PartyRole.AUTHORISED) or party(dossier, PartyRole.FILER) or owner_of(dossier)


def person(prefix: str, found: DossierParty | None, *, with_number: bool = True) -> dict[str, str]:
    """A person's fields under names that begin with `prefix`; numbers show only their ends, as everywhere on paper."""
    if found is None:
        return {}
    said = {
        prefix: found.name,
        f"{prefix}_address": found.address,
        f"{prefix}_phone": mask_phone(found.phone),
        f"{prefix}_email": found.email,
    }
    if with_number:
        said[f"{prefix}_number"] = mask_id(found.citizen_id or found.tax_number or found.passport)
    return said


def sealed(dossier: Dossier, on: date, **more: object) -> Sealed:
    """What the QR of any paper of this dossier tells."""
    owner = owner_of(dossier)
    number = (owner.citizen_id or owner.tax_number or owner.passport) if owner else ""
    return Sealed(
        dossier=dossier.code,
        procedure=dossier.procedure_code,
        system=system_name(on),
        applicant=number,
        **more,  # type: ignore[arg-type]
    )


def content_of_request(dossier: Dossier) -> str:
    """What is asked for: the procedure, and the summary where it says more."""
    extra = dossier.summary if dossier.summary and dossier.summary != dossier.procedure_title else ""
    return f"{dossier.procedure_title}. {extra}" if extra else dossier.procedure_title


def limit_words(dossier: Dossier) -> str:
    """The limit that rules the dossier, e.g. `5 ngày làm việc`; empty where none is known."""
    if dossier.limit_unit == "same_day":
        return "trong ngày làm việc"
    if dossier.limit_value is None or dossier.limit_unit not in UNITS:
        return ""
    value = f"{dossier.limit_value.normalize():f}".replace(".", ",")
    return f"{value} {UNITS[dossier.limit_unit]}"


def last_step(dossier: Dossier) -> Step | None:
    """The holding that ended last."""
    return dossier.steps.exclude(done_at=None).order_by("-done_at", "-ordinal").first()


def no_paper(sentence: str) -> NotFound:
    """There is nothing of this kind to put on paper."""
    return NotFound("slip_unknown", sentence)
