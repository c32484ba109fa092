"""The province's name on the pages and papers of a day."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.organisation.dated import by_day
from tinhso.foundation.organisation.info import Header
from tinhso.foundation.organisation.models import ProvinceName
from tinhso.foundation.organisation.models.validity import valid_on
from tinhso.foundation.worktime.api import today

FALLBACK = Header(name="Tỉnh Số")


@by_day
def header(on: date | None = None) -> Header:
    """The province's name shown that day; the product's own name before any folder is loaded."""
    row = ProvinceName.objects.filter(valid_on(on or today())).first()
    return Header(row.name, row.sub_line, row.unit_code) if row else FALLBACK
