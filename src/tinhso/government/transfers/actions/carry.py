"""transfer-receivers.csv between the folder and the database."""

from __future__ import annotations

import csv
import io

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import now
from tinhso.government.transfers.models import Receiver
from tinhso.government.transfers.receiver_rows import COLUMNS, FILE, read
from tinhso.lib.ids import new_id


def load(folder: Folder) -> None:
    """Rows that are there already (unit, procedure, first day) stay as they are; none is deleted."""
    if not folder.exists(FILE):
        return
    known = set(Receiver.objects.values_list("unit_code", "procedure_code", "valid_from"))
    fresh = []
    for line in folder.rows(FILE):
        row = read(line)
        if (row.unit, row.procedure, row.first) in known:
            continue
        fresh.append(
            Receiver(
                id=new_id(),
                unit_code=row.unit,
                procedure_code=row.procedure,
                desk_id=organisation.agency_by_slug(row.desk).id,
                valid_from=row.first,
                valid_to=row.last,
                basis=line["basis"],
                verified=not line["unverified"],
                made_at=now(),
            )
        )
    Receiver.objects.bulk_create(fresh)


def export() -> str:
    """The file as the database has it now, by unit, procedure and day."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in Receiver.objects.select_related("desk").order_by("unit_code", "procedure_code", "valid_from"):
        last = row.valid_to.isoformat() if row.valid_to else ""
        open_points = "" if row.verified else "procedure" if row.basis else "procedure basis"
        writer.writerow(
            [row.unit_code, row.procedure_code, row.desk.slug, row.valid_from.isoformat(), last, row.basis,
             open_points]
        )  # fmt: skip
    return text.getvalue()
