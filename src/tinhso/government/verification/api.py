"""The door of verification: a room that issues papers registers what it knows of them."""

from __future__ import annotations

from tinhso.government.verification.rules.paper import Paper
from tinhso.government.verification.rules.standing import Standing
from tinhso.government.verification.sources.registry import Source, register_source

__all__ = ["Paper", "Source", "Standing", "register_source"]
