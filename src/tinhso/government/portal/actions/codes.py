"""The portal's own codes of a procedure: asked with the procedure itself, kept, and laid beside our names."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tinhso.foundation.worktime.api import now
from tinhso.government.portal.contract import Codes
from tinhso.government.portal.models import ProcedureCodes


def keep_codes(code: str, told: Codes) -> bool:
    """Keep what the portal says today; True when it says something else than before."""
    wanted = {name: dict(codes) for name, codes in asdict(told).items()}
    found = ProcedureCodes.objects.filter(pk=code).first()
    if found is not None and found.told == wanted:
        return False
    ProcedureCodes.objects.update_or_create(code=code, defaults={"told": wanted, "asked_at": now()})
    return found is not None or any(wanted.values())


def codes_of(code: str) -> dict[str, Any]:
    """The kept codes by kind (`fields`, `papers`, `fees`, `results`), each {name: code}; empty before it was asked."""
    found = ProcedureCodes.objects.filter(pk=code).first()
    return dict(found.told) if found else {}
