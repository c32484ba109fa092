"""The register (Mẫu 07 of 2025, Mẫu 06 of 2018) of what an officer sees under a filter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.papers.api import Order, Sealed, digest
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.queries.rows import DossierRow
from tinhso.lib.errors import Refused

# More is no book any more that somebody prints; the files take any number.
MOST = 1000


def order(agency_id: UUID, wanted: Filter, rows: Iterable[DossierRow]) -> Order:
    """The register of these lines, oldest first as in the book. Refused where there are more than a book holds."""
    lines = list(islice(rows, MOST + 1))
    if len(lines) > MOST:
        raise Refused(
            "register_too_long",
            _("Sổ in có tối đa %(most)s hồ sơ.") % {"most": MOST},
            way_out=_("Hãy thu hẹp theo ngày, lĩnh vực hoặc cơ quan, hoặc tải tệp Excel."),
        )
    on = wanted.date_to or today()
    head, _officer = common.head(agency_id, None, on)
    ordered = sorted(lines, key=lambda row: (row.filed_at, row.id))
    fields = {"period": _period(wanted, on), "total": f"{len(lines)} hồ sơ"}
    table = [_row(number, row) for number, row in enumerate(ordered, 1)]
    return Order(
        "register",
        Subject("agency", agency_id),
        on,
        head,
        fields,
        sealed=Sealed(dossier="", procedure="", system=common.system_name(on)),
        tables={"rows": table},
        part=digest(wanted.to_query())[:16],
        agency=agency_id,
    )


def _period(wanted: Filter, last: date) -> str:
    if wanted.date_from:
        return f"Từ ngày {wanted.date_from:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
    return f"Đến ngày {last:%d/%m/%Y}"


def _row(number: int, row: DossierRow) -> dict[str, str]:
    return {
        "no": str(number),
        "code": row.code,
        "content": row.title or row.procedure_title,
        "quantity": "1",
        "owner": row.owner,
        "address": row.address,
        "phone": row.phone,
        "received": _day(row.accepted_at or row.filed_at),
        "due": _day(row.due_at),
        "returned": _day(row.returned_at),
        "giver": "",
        "taker": row.receiver,
        "note": row.result_number,
    }


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{common.day_of(moment):%d/%m/%Y}"
