"""What a desk still has to do about results on their way, each with its deadline."""

from __future__ import annotations

from uuid import UUID

from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.access import DONE, desks_of
from tinhso.government.handover.models import PostalItem, WalletSending
from tinhso.government.handover.rules.postal import OPEN
from tinhso.lib.actor import Actor

MOST = 200


def postal(actor: Actor) -> list[PostalItem]:
    """The desk's open sendings, the next due first; what came back and was then handed over is none any more."""
    rows = list(
        PostalItem.objects.filter(desk_id__in=desks_of(actor), state__in=OPEN).order_by("due_at", "id")[:MOST]
    )
    told = dossiers.passing(row.dossier_id for row in rows)
    return [row for row in rows if told[row.dossier_id].state == DONE]


def held(actor: Actor) -> list[WalletSending]:
    """Documents that no wallet took; somebody has to look."""
    rows = WalletSending.objects.filter(agency_id__in=desks_of(actor), state=WalletSending.State.HELD)
    return list(rows.order_by("next_at")[:MOST])


def of_dossier(dossier_id: UUID) -> list[PostalItem]:
    """All sendings of a dossier, the newest first."""
    return list(PostalItem.objects.filter(dossier_id=dossier_id).order_by("-made_at"))
