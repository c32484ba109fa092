"""From an order to a PDF: what the template is given, and what the machine answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.utils.translation import gettext as _

from tinhso.foundation.papers import engine, qr
from tinhso.foundation.papers.engine import Made, PaperFailed
from tinhso.foundation.papers.order import Order
from tinhso.foundation.papers.queries import TemplateInfo, sheet_of
from tinhso.foundation.papers.rules.letters import printable_all
from tinhso.foundation.papers.rules.payload import Claims
from tinhso.foundation.worktime.api import ZONE
from tinhso.lib.errors import Busy, Refused

_log = structlog.get_logger(__name__)


def typeset(info: TemplateInfo, order: Order, ident: UUID, at: datetime, *, preview: bool = False) -> Made:
    """The PDF. Raises Refused when the template cannot make it."""
    symbols = dict(order.symbols)
    if not preview and order.sealed is not None:
        symbols["qr"] = qr.address(claims_of(order, info, ident, at))
    data, _missing = printable_all(data_of(info, order, at, preview=preview))
    moment = int(at.timestamp())
    with refused():
        return engine.make(sheet_of(info, order), data, at=moment, qr=symbols, places=not preview)


def pictures(info: TemplateInfo, order: Order, at: datetime, *, sample: bool = False) -> list[bytes]:
    """The pages as PNG pictures, marked as a preview or (`sample`) as a trial: what a screen shows. Raises Refused."""
    data, _missing = printable_all(data_of(info, order, at, preview=not sample))
    data["paper"]["sample"] = sample
    with refused():
        return engine.pictures(sheet_of(info, order), data, at=int(at.timestamp()), qr=dict(order.symbols))


@contextmanager
def refused() -> Iterator[None]:
    """What the machine could not do, as a refusal that a person reads; Typst's own words go to the log."""
    try:
        yield
    except PaperFailed as failure:
        _log.warning("papers.not_made", code=failure.code, told=failure.told[:500])
        if failure.code == "busy":
            raise Busy(
                "papers.busy",
                _("Nhiều giấy đang được tạo cùng lúc."),
                way_out=_("Hãy thử lại sau ít phút."),
            ) from failure
        raise Refused(
            "papers.not_made",
            _("Chưa tạo được giấy này từ mẫu của tỉnh."),
            way_out=_("Hãy báo quản trị hệ thống kiểm tra mẫu giấy; bản in từ trình duyệt vẫn dùng được."),
        ) from failure


def claims_of(order: Order, info: TemplateInfo, ident: UUID, at: datetime) -> Claims:
    """What the QR of this paper says."""
    sealed = order.sealed
    assert sealed is not None
    return Claims(
        paper=ident,
        dossier=sealed.dossier,
        procedure=sealed.procedure,
        applicant=qr.applicant_digest(ident, sealed.applicant),
        document=(order.title or info.title)[:200],
        system=sealed.system,
        issued=at,
        due=sealed.due,
        until=sealed.until,
        permanent=sealed.permanent,
        scope=sealed.scope[:120],
    )


def data_of(info: TemplateInfo, order: Order, at: datetime, *, preview: bool) -> dict[str, Any]:
    """What a template reads as `d`. Values are texts; nothing of them is ever source."""
    return {
        "paper": {
            "title": order.title or info.title,
            "form": info.form,
            "basis": info.basis,
            "size": info.size,
            "code": order.code,
            "made": at.astimezone(ZONE).strftime("%H:%M %d/%m/%Y"),
            "preview": preview,
            "unverified": list(info.unverified),
        },
        "head": dict(order.head),
        "labels": dict(info.fields),
        "fields": {name: "" for name, _label in info.fields} | dict(order.fields),
        "tables": {
            name: {
                "title": title,
                "columns": [label for _key, label in columns],
                "rows": [
                    [str(row.get(key, "")) for key, _label in columns] for row in order.tables.get(name, [])
                ],
            }
            for name, title, columns in info.tables
        },
        "qr": "",
    }
