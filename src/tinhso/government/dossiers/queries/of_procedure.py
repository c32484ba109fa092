"""Has anybody filed for a procedure since a day? What a version's first day must not reach behind."""

from __future__ import annotations

from datetime import date

from tinhso.foundation.worktime.api import day_bounds
from tinhso.government.dossiers.models import Dossier


def filed_since(code: str, day: date) -> bool:
    """True when a dossier of the procedure was filed on that day or later."""
    return Dossier.objects.filter(procedure_code=code, filed_at__gte=day_bounds(day)[0]).exists()
