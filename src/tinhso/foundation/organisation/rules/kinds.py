"""The levels of government and the kinds of agencies."""

from __future__ import annotations

LEVELS = ("province", "district", "commune")
KINDS = (
    "peoples_committee",
    "committee_office",
    "department",
    "inspectorate",
    "service_centre",
    "one_stop_desk",
    "land_registry",
    "tax_office",
    "police",
    "social_insurance",
    "other",
)
