"""One day of an agency's books."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from tinhso.government.payments.models import Entry, Line
from tinhso.government.payments.rules.accounts import ASSETS, CHARGE, FEE


def totals(agency_id: UUID, day: date) -> dict[str, Any]:
    """What the day brought: by where the money stands, and split into fee and charge; whole đồng, and how many entries.

    `{"taken": {cash: …}, "fee": …, "charge": …, "entries": n}`
    """
    lines = Line.objects.filter(entry__agency_id=agency_id, entry__day=day)
    rows = lines.values("account__kind").annotate(
        moved=Sum("amount", filter=Q(entry__kind__in=["taken", "corrected", "online", "refund"])),
        every=Sum("amount"),
    )
    found = {
        row["account__kind"]: (int(row["moved"] or 0), int(row["every"] or 0))
        for row in rows.order_by("account__kind")
    }
    return {
        "taken": {kind: found[kind][0] for kind in ASSETS if found.get(kind, (0, 0))[0]},
        "moved": {kind: found[kind][1] for kind in ASSETS if found.get(kind, (0, 0))[1]},
        "fee": -found.get(FEE, (0, 0))[0],
        "charge": -found.get(CHARGE, (0, 0))[0],
        "entries": Entry.objects.filter(agency_id=agency_id, day=day).aggregate(n=Count("id"))["n"],
    }


def entries(agency_id: UUID, day: date, most: int = 500) -> list[Entry]:
    """The day's entries with their lines, the newest first."""
    rows = Entry.objects.filter(agency_id=agency_id, day=day).order_by("-at", "-id")
    return list(rows.prefetch_related("lines__account")[:most])
