"""beneficiary-accounts.csv and receipt-series.csv between the folder and the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings

from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import Folder, Row
from tinhso.government.payments.declared_rows import (
    ACCOUNT_COLUMNS,
    ACCOUNTS,
    SERIES,
    SERIES_COLUMNS,
    day_before,
    days,
    demonstration,
)
from tinhso.government.payments.models import Beneficiary, Series
from tinhso.government.payments.queries.beneficiaries import forget
from tinhso.lib.errors import NotFound


def load_accounts(folder: Folder) -> None:
    """Each line once, by agency and first day; of one that is there only the last day may still be set."""
    _load(
        folder,
        ACCOUNTS,
        Beneficiary,
        lambda row, agency_id: {"agency_id": agency_id},
        lambda row: {
            "bank_bin": row["bank_bin"], "bank_name": row["bank_name"][:200], "number": row["number"],
            "holder": row["holder"][:200], "legal_basis": row["basis"][:300],
        },
    )  # fmt: skip

    forget()


def load_series(folder: Folder) -> None:
    """Each line once, by agency, kind and first day; the numbers already given stay with their series."""
    _load(
        folder,
        SERIES,
        Series,
        lambda row, agency_id: {"agency_id": agency_id, "kind": row["kind"]},
        lambda row: {"form_no": row["form_no"], "symbol": row["symbol"]},
    )


def _load(
    folder: Folder,
    file: str,
    model: Any,
    whose: Callable[[Row, UUID], dict[str, Any]],
    facts: Callable[[Row], dict[str, Any]],
) -> None:
    if not folder.exists(file):
        return
    for row in folder.rows(file):
        agency_id = _agency(row["agency"])
        if agency_id is None or (demonstration(row) and settings.ENV == "production"):
            continue
        first, last = days(row)
        mine = model.objects.filter(**whose(row, agency_id))
        there = mine.filter(valid_from=first).first()
        if there is not None:
            if last is not None and there.valid_to != last:
                mine.filter(pk=there.pk).update(valid_to=last)
            continue
        later = mine.filter(valid_from__gt=first).order_by("valid_from").first()
        if later is not None and (last is None or last >= later.valid_from):
            last = day_before(later.valid_from)
        mine.filter(valid_to=None, valid_from__lt=first).update(valid_to=day_before(first))
        model.objects.create(
            **whose(row, agency_id),
            **facts(row),
            valid_from=first,
            valid_to=last,
            simulated=demonstration(row),
        )


def _agency(slug: str) -> UUID | None:
    try:
        return organisation.agency_by_slug(slug).id
    except NotFound:
        return None


def export_accounts() -> str:
    """The file as the database has it now, by agency and day."""
    rows = Beneficiary.objects.select_related("agency").order_by("agency__slug", "valid_from")
    return _written(
        ACCOUNT_COLUMNS,
        ([one.agency.slug, one.bank_bin, one.bank_name, one.number, one.holder, *_days(one), one.legal_basis,
          _mark(one)] for one in rows),
    )  # fmt: skip


def export_series() -> str:
    """The file as the database has it now, by agency, kind and day."""
    rows = Series.objects.select_related("agency").order_by("agency__slug", "kind", "valid_from")
    return _written(
        SERIES_COLUMNS,
        ([one.agency.slug, one.kind, one.form_no, one.symbol, *_days(one), _mark(one)] for one in rows),
    )


def _days(one: Beneficiary | Series) -> tuple[str, str]:
    return one.valid_from.isoformat(), one.valid_to.isoformat() if one.valid_to else ""


def _mark(one: Beneficiary | Series) -> str:
    return "yes" if one.simulated else ""


def _written(columns: Iterable[str], rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
