"""Results as a hand-over list names them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tinhso.government.dossiers.models import Delivery, Dossier, PartyRole


def result_lines(ids: Sequence[UUID]) -> list[dict[str, str]]:
    """One line for each dossier, in the order asked: code, content, result with its number, owner, address, fee, post."""
    rows = Dossier.objects.select_related("result").prefetch_related("parties", "fees").in_bulk(list(ids))
    return [_line(rows[ident]) for ident in ids if ident in rows]


def _line(dossier: Dossier) -> dict[str, str]:
    owner = next((p for p in dossier.parties.all() if p.role == PartyRole.OWNER), None)
    result = getattr(dossier, "result", None)
    number = "/".join(part for part in (result.number, result.notation) if part) if result else ""
    title = result.title if result else ""
    return {
        "code": dossier.code,
        "content": dossier.procedure_title,
        "result": f"{title} ({number})" if number else title,
        "owner": owner.name if owner else "",
        "address": owner.address if owner else "",
        "fee": "X" if any(fee.due for fee in dossier.fees.all()) else "",
        "post": "X" if dossier.delivery == Delivery.POST else "",
    }
