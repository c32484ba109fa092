"""The paper of a dossier that can be handed from one desk to another."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tinhso.government.dossiers.models import DossierFile, Result


@dataclass(frozen=True)
class GivenPaper:
    """One component as it lies on the desk: how many originals and copies."""

    name: str
    originals: int
    copies: int


def papers_given(dossier_id: UUID) -> list[GivenPaper]:
    """What the person handed over on paper, one line for each component; files alone are not among them."""
    found: dict[str, GivenPaper] = {}
    rows = DossierFile.objects.filter(dossier_id=dossier_id, replaced_at=None).order_by("added_at", "id")
    for row in rows:
        if row.originals or row.copies:
            before = found.get(row.component_key, GivenPaper(row.component_name or row.component_key, 0, 0))
            found[row.component_key] = GivenPaper(
                before.name, before.originals + row.originals, before.copies + row.copies
            )
    return list(found.values())


def paper_of_result(dossier_id: UUID) -> GivenPaper | None:
    """The paper of the result with its number; None while there is no result."""
    result = Result.objects.filter(dossier_id=dossier_id).first()
    if result is None:
        return None
    number = "/".join(part for part in (result.number, result.notation) if part)
    return GivenPaper(f"{result.title} ({number})" if number else result.title, 1, 0)
