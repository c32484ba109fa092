"""The officer closes a confirmed hand-over: the result is returned to whoever confirmed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.access import result_at_desk
from tinhso.government.handover.models import Confirmation
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused


@act("handover.close")
def finish(actor: Actor, dossier_id: UUID, *, unpaid_known: bool = False) -> Confirmation:
    """9 → 10 at the desk, with the person's own confirmation.

    Raises Refused `not_confirmed` without one, and what `dossiers.return_result` raises. Records `handover.close`.
    """
    view, _desk = result_at_desk(actor, dossier_id)
    found = confirmed(dossier_id, view.result.issued_at) if view.result else None
    if found is None:
        raise Refused("not_confirmed", _("Người nhận chưa ký hoặc chưa xác nhận."))
    dossiers.return_result(
        actor, dossier_id, how="desk", receiver_name=found.receiver_name, unpaid_known=unpaid_known
    )
    record(
        actor, "handover.close", Subject("dossier", dossier_id), {"confirmation": found.pk, "how": found.how}
    )
    return found


def asked(dossier_id: UUID, issued_at: datetime) -> Confirmation | None:
    """The last confirmation that was asked for of the result issued then, given or not."""
    return _of_result(dossier_id, issued_at).order_by("-opened_at").first()


def confirmed(dossier_id: UUID, issued_at: datetime) -> Confirmation | None:
    """The last confirmation that the person gave of the result issued then."""
    given = _of_result(dossier_id, issued_at).filter(confirmed_at__isnull=False)
    return given.order_by("-confirmed_at").first()


def _of_result(dossier_id: UUID, issued_at: datetime) -> QuerySet[Confirmation]:
    """A link opened before was for a result taken back since: its signature is none for this one."""
    return Confirmation.objects.filter(dossier_id=dossier_id, opened_at__gte=issued_at)
