"""The procedures behind an agency's dossiers, and whether their electronic page is whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tinhso.government.procedures import api as procedures
from tinhso.government.ratings.rules.publicity import PageFacts, whole


@dataclass(frozen=True)
class Published:
    """One procedure in the version that was filed."""

    id: UUID
    code: str
    title: str
    whole: bool


def published(version_ids: Iterable[UUID]) -> list[Published]:
    """Each procedure once, in its newest version among those given, by code."""
    newest: dict[str, procedures.VersionInfo] = {}
    for ident in set(version_ids):
        one = procedures.get_version(ident)
        before = newest.get(one.code)
        if before is None or before.content.valid_from < one.content.valid_from:
            newest[one.code] = one
    return [
        Published(one.id, one.code, one.name, whole(_facts(one.content)))
        for one in sorted(newest.values(), key=lambda version: version.code)
    ]


def _facts(content: procedures.Content) -> PageFacts:
    stated = [fee.amount is not None or fee.expression or fee.decision or fee.text for fee in content.fees]
    return PageFacts(
        limits=bool(content.limits) and all(one.known or one.text for one in content.limits),
        fees=all(stated),
        results=bool(content.results),
        legal=bool(content.legal),
    )
