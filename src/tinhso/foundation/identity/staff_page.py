"""The officers of an agency for its administrator, page by page."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q

from tinhso.foundation.identity.info import CapacityInfo
from tinhso.foundation.identity.models import Capacity
from tinhso.foundation.worktime.api import today
from tinhso.lib.cut import Cut, paged
from tinhso.lib.text import clean

PAGE = 50


def people_page(
    agency_id: UUID, *, ended: bool = False, text: str = "", after: str = ""
) -> Cut[CapacityInfo]:
    """Capacities of an agency that hold today or later, or that have ended, in the Vietnamese order of names.

    `text`: part of a name, a username or a position; `after`: id of the last page's last row.
    """
    over = Q(valid_to__lt=today())
    rows = Capacity.objects.filter(over if ended else Q(valid_to=None) | ~over, agency_id=agency_id)
    if wanted := clean(text)[:100]:
        rows = rows.filter(
            Q(account__person__name__icontains=wanted)
            | Q(account__login__icontains=wanted)
            | Q(position__icontains=wanted)
        )
    rows = rows.annotate(name_key=F("account__person__name_sort_key"))
    last = _last(after)
    if last is not None:
        rows = rows.filter(Q(name_key__gt=last.name_key) | Q(name_key=last.name_key, id__gt=last.pk))
    found = list(rows.select_related("account__person").order_by("name_key", "id")[: PAGE + 1])
    cursor = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return paged([CapacityInfo.of(row) for row in found[:PAGE]], cursor)


def _last(after: str) -> Capacity | None:
    """The row after which a page starts; None for a forged or empty place."""
    try:
        ident = UUID(after) if after else None
    except ValueError:
        return None
    rows = Capacity.objects.annotate(name_key=F("account__person__name_sort_key"))
    return rows.filter(pk=ident, name_key__isnull=False).first() if ident else None
