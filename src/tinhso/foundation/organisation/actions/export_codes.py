"""Write agency-codes.csv: the codes that administrators gave."""

from __future__ import annotations

import csv
import io

from tinhso.foundation.organisation.models import AgencyCode
from tinhso.foundation.organisation.rules.code_rows import COLUMNS


def export_codes() -> str:
    """The file as the database has it now, ordered by agency and day."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = AgencyCode.objects.filter(replaced=True).select_related("agency")
    for row in rows.order_by("agency__slug", "valid_from"):
        writer.writerow(
            [row.agency.slug, row.code, row.old_code, row.valid_from.isoformat(), row.legal_basis]
        )
    return text.getvalue()
