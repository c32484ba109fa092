"""What the kiosk offers: the buttons that the desk set, else the fields that its counters name."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from tinhso.foundation.worktime.api import today
from tinhso.government.queue.access import counters_on
from tinhso.government.queue.models import KioskButton
from tinhso.government.queue.words import field_names


def buttons_on(agency_id: UUID) -> QuerySet[KioskButton]:
    """The buttons of today in their order."""
    return KioskButton.objects.filter(agency_id=agency_id, dropped_at=None, valid_from__lte=today())


def served_fields(agency_id: UUID) -> list[tuple[str, str]]:
    """The fields that the counters or the buttons of a desk name; all fields where they name none."""
    names = field_names()
    keys = {key for counter in counters_on(agency_id) for key in counter.fields}
    keys |= set(buttons_on(agency_id).exclude(field="").values_list("field", flat=True))
    chosen = [key for key in keys if key in names] or list(names)
    return sorted(((key, names[key]) for key in chosen), key=lambda one: one[1])
