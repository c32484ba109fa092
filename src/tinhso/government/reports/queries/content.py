"""What a report says: the whole table with its sums, as it is kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.reports.queries import satisfaction
from tinhso.government.reports.queries.counting import of_place, rows, window_of
from tinhso.government.reports.rules import tables
from tinhso.government.reports.rules.regimes import DOSSIERS, Form
from tinhso.lib import quarters
from tinhso.lib.errors import Refused
from tinhso.lib.periods import Period


def content(form: Form, agency_id: UUID, period: Period) -> dict[str, Any]:
    """The table of now. Refused `quarter_needed` where a form on satisfaction is asked for another period."""
    if form.counts == DOSSIERS:
        return _of_dossiers(form, agency_id, period)
    quarter = quarters.parse(period.key)
    if quarter is None:
        raise Refused("quarter_needed", _("Biểu này chỉ lập theo quý."), field="period")
    heads, lines = satisfaction.table(agency_id, quarter, form.rows, form.scope)
    return {
        "counts": form.counts,
        "heads": heads,
        "lines": [{"key": key, "name": name, "cells": cells} for key, name, cells in lines],
    }


def _of_dossiers(form: Form, agency_id: UUID, period: Period) -> dict[str, Any]:
    found = rows(of_place(agency_id, form.scope), window_of(period), form.rows)
    whole = tables.total(row.counts for row in found)
    return {
        "counts": form.counts,
        "lines": [{"key": row.key, "name": row.name, "cells": _cells(row.counts)} for row in found],
        "total": _cells(whole),
        "stopped": whole[tables.STOPPED],
    }


def _cells(counts: dict[str, int]) -> list[int]:
    return [counts[column.key] for column in tables.COLUMNS]
