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
        key, ident = last
        rows = rows.filter(Q(name_key__gt=key) | Q(name_key=key, id__gt=ident))
    found = list(rows.select_related("account__person").order_by("name_key", "id")[: PAGE + 1])
    cursor = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    return paged([CapacityInfo.of(row) for row in found[:PAGE]], cursor)


def _last(after: str) -> tuple[str, UUID] | None:
    """The name and id after which a page starts; None for a forged or empty place."""
    try:
        rows = Capacity.objects.filter(pk=UUID(after), account__person__isnull=False) if after else None
    except ValueError:
        return None
    return rows.values_list("account__person__name_sort_key", "id").first() if rows is not None else None
