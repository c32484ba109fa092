"""What printed papers say: the lines at their top, and the list of papers a person handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from tinhso.government.dossiers.models import Dossier, DossierFile
from tinhso.government.dossiers.queries.letterhead import letterhead
from tinhso.government.dossiers.queries.tracking import Tracking, tracking
from tinhso.government.dossiers.receipt import paper_code, rating_code, receipt_secret
from tinhso.government.dossiers.views.resident.words import channel_name, delivery_name
from tinhso.lib.dates import vi_date, vi_moment

# So many papers at the end of the list stay together on one sheet, so that none stands alone on the last.
TOGETHER = 2


@dataclass
class Handed:
    """One component as it arrived: what of it came on paper, its files, the dossiers it is reused from.

    `copies` are those that nobody told apart into certified ones and photocopies.
    """

    name: str
    originals: int = 0
    certified: int = 0
    photocopies: int = 0
    copies: int = 0
    files: list[Any] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)


def handed(rows: Iterable[DossierFile]) -> list[Handed]:
    """The papers of a dossier, one line for each component, in the order they came."""
    found: dict[str, Handed] = {}
    for row in rows:
        one = found.setdefault(row.component_key, Handed(row.component_name))
        one.originals += row.originals
        if row.certified is None:
            one.copies += row.copies
        else:
            one.certified += row.certified
            one.photocopies += row.copies - row.certified
        if row.reuse:
            one.reused.append(row.source_code)
        elif row.file is not None:
            one.files.append(row.file)
    return list(found.values())


def facts(dossier: Dossier, view: Tracking, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The lines every paper begins with, then its own; a line without value is left out."""
    rows = [
        (_("Mã hồ sơ"), dossier.code),
        (_("Thủ tục"), dossier.procedure_title),
        (_("Chủ hồ sơ"), _person(view.owner)),
        (_("Người nộp thay"), _person(view.filer)),
        *more,
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def moment(at: datetime | None) -> str:
    """A moment in the reader's language; empty for None."""
    return vi_moment(at, _)


def receipt_page(dossier: Dossier) -> dict[str, Any]:
    """What `dossiers/receipt.html` shows (Mẫu 01): the same paper for the desk and for the person."""
    view = tracking(dossier)
    arrived = " · ".join(part for part in (vi_date(dossier.arrived_on), dossier.envelope_no) if part)
    rows = facts(
        dossier,
        view,
        (_("Mã tra cứu"), receipt_secret(dossier)),
        (_("Nộp lúc"), moment(dossier.filed_at)),
        (_("Cách nộp"), channel_name(dossier)),
        (_("Bưu gửi đến"), arrived if dossier.arrived_on else ""),
        (_("Tiếp nhận lúc"), moment(dossier.accepted_at)),
        (_("Số bộ hồ sơ"), str(dossier.sets or "")),
        (_("Nộp tiền chậm nhất"), moment(dossier.pay_by)),
        (_("Trả lời chậm nhất"), "" if dossier.accepted_at else moment(dossier.reception_due)),
        (_("Hẹn trả kết quả"), moment(dossier.due_at)),
        (_("Nhận kết quả"), delivery_name(dossier)),
    )
    papers = handed(view.files)
    check = paper_code(dossier, "receipt" if dossier.accepted_at else "filing")
    return {
        "dossier": dossier,
        "view": view,
        "facts": rows,
        "papers": [papers[:-TOGETHER], papers[-TOGETHER:]],
        "head": letterhead(dossier.received_at_id, _receiver(dossier)),
        "rating": rating_code(dossier),
        "rating_qr": _qr(
            reverse("ratings:rate", args=[dossier.code, rating_code(dossier)]), _("Mã QR để đánh giá")
        ),
        "check": check,
        "check_qr": _qr(
            reverse("verification:paper", args=[dossier.code, check]),
            _("Mã QR để kiểm tra giấy này"),
            scale=2,
        ),
    }


def _qr(path: str, title: str, scale: float = 1.5) -> Markup:
    """A small QR of an address of ours, drawn into the page."""
    image = segno.make(f"{settings.TINHSO_PUBLIC_URL}{path}", error="l", boost_error=False)
    drawn = image.svg_inline(scale=scale, border=0, svgclass="ts-qr--small", title=title)
    return Markup(drawn)  # noqa: S704 (made of our own address, no words of anybody)


def _person(party: Any) -> str:
    """Name, masked number and mandate as far as they are known."""
    if party is None:
        return ""
    mandate = _("ủy quyền: %(paper)s") % {"paper": party.mandate} if party.mandate else ""
    return " · ".join(part for part in (party.name, party.number, mandate) if part)


def _receiver(dossier: Dossier) -> UUID | None:
    """Who received it: at the counter whoever typed, online whoever closed the reception."""
    first = dossier.steps.filter(outcome="accepted", done_by__isnull=False).order_by("ordinal").first()
    return first.done_by_id if first else dossier.typed_by_id
