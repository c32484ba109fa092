"""The tables of this room."""

from __future__ import annotations

from tinhso.government.indices.models.campaign import (
    Campaign,
    CampaignAgency,
    CampaignResult,
    Declared,
    DeclaredMove,
)
from tinhso.government.indices.models.edition import Edition, EditionValue, PortalFigure
from tinhso.government.indices.models.fact import Fact, FactHistory, FactReader
from tinhso.government.indices.models.index_set import IndexSet
from tinhso.government.indices.models.measured_set import MeasuredSet
from tinhso.government.indices.models.published import PublishedFigure, PublishedScore
from tinhso.government.indices.models.reminder import Reminder

__all__ = [
    "Campaign",
    "CampaignAgency",
    "CampaignResult",
    "Declared",
    "DeclaredMove",
    "Edition",
    "EditionValue",
    "Fact",
    "FactHistory",
    "FactReader",
    "IndexSet",
    "MeasuredSet",
    "PortalFigure",
    "PublishedFigure",
    "PublishedScore",
    "Reminder",
]
