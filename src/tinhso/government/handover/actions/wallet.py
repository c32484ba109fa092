"""Sending a result to the owner's e-document wallet: written with the act, delivered by a job, tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.handover.access import DESK, desks_of
from tinhso.government.handover.models import WalletSending
from tinhso.government.handover.rules.retry import wait_seconds
from tinhso.government.handover.wallet import Document, NeverAccepted, adapter, connected
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.ids import new_id

log = structlog.get_logger(__name__)
RESULT_STATES = (9, 10)
_ACTOR = Actor.system("wallet")


@act("wallet.send")
def send(actor: Actor, dossier_id: UUID) -> WalletSending:
    """Queue the result's file for its owner; one that was held is tried anew.

    Raises Conflict when it is there already or under way, Refused without a file, an owner's citizen number or
    a connected wallet, Forbidden for others than the desk. Records `wallet.send`.
    """
    view = dossiers.detail(actor, dossier_id)
    if not actor.has(*DESK) or not {
        view.dossier.received_at_id,
        *(s.agency_id for s in view.open_steps),
    } & set(desks_of(actor)):
        raise Forbidden("other_desk", _("Chỉ Bộ phận Một cửa đang giữ kết quả gửi được vào ví."))
    if not connected():
        raise Refused("no_wallet", _("Hệ thống này chưa kết nối ví giấy tờ điện tử."))
    if view.dossier.state not in RESULT_STATES or view.result is None or view.result.file_id is None:
        raise Refused("no_result_file", _("Chưa có bản điện tử của kết quả để gửi vào ví."))
    if not _holder(dossier_id):
        raise Refused("no_holder", _("Chủ hồ sơ không có số căn cước nên không biết gửi vào ví nào."))
    found = (
        WalletSending.objects.select_for_update()
        .filter(dossier_id=dossier_id, file_id=view.result.file_id)
        .first()
    )
    if found is not None and found.state != WalletSending.State.HELD:
        raise Conflict("wallet_sent", _("Kết quả này đã gửi hoặc đang gửi vào ví."))
    moment = now()
    if found is None:
        found = WalletSending(
            id=new_id(),
            dossier_id=dossier_id,
            code=view.dossier.code,
            agency_id=view.dossier.received_at_id,
            file_id=view.result.file_id,
            made_at=moment,
        )
    found.state, found.tries, found.next_at, found.last_error = WalletSending.State.WAITING, 0, moment, ""
    found.save()
    record(actor, "wallet.send", Subject("dossier", dossier_id), {"sending": found.pk, "file": found.file_id})
    _defer(found.pk)
    return found


def deliver(sending_id: UUID) -> int | None:
    """One try. Seconds until the next, None when none follows; nothing happens to what was delivered before.

    The row is locked meanwhile and the document keeps its key, so a second worker or a lost answer sends nothing
    twice. The log names the sending and the kind of failure, never a person.
    """
    with transaction.atomic():
        waiting = WalletSending.objects.select_for_update(skip_locked=True)
        found = waiting.filter(pk=sending_id, state=WalletSending.State.WAITING).first()
        if found is None:
            return None
        found.tries += 1
        try:
            with transaction.atomic():
                reference = adapter()(_document(found))
        except NeverAccepted as error:
            return _later(found, str(error)[:60], None)
        except Exception as error:
            return _later(found, type(error).__name__[:60], wait_seconds(found.tries))
        found.state, found.delivered_at = WalletSending.State.DELIVERED, now()
        found.reference, found.last_error, found.next_at = reference[:120], "", None
        found.save()
        facts = {"sending": found.pk, "tries": found.tries}
        record(_ACTOR, "wallet.deliver", Subject("dossier", found.dossier_id), facts)
    return None


def overdue(moment: datetime) -> list[UUID]:
    """Sendings whose job was lost: their moment passed ten minutes ago and nobody tried."""
    late = WalletSending.objects.filter(
        state=WalletSending.State.WAITING, next_at__lt=moment - timedelta(minutes=10)
    )
    return list(late.values_list("pk", flat=True)[:200])


def _later(found: WalletSending, error: str, wait: int | None) -> int | None:
    found.last_error = error
    found.state = WalletSending.State.WAITING if wait else WalletSending.State.HELD
    found.next_at = now() + timedelta(seconds=wait or 0)
    found.save()
    log.warning("wallet.failed", sending=str(found.pk), error=error, retry_in=wait)
    return wait


def _document(found: WalletSending) -> Document:
    view = dossiers.detail(_ACTOR, found.dossier_id)
    result = view.result
    if result is None or result.file_id != found.file_id:
        raise NeverAccepted("result_changed")
    stored = files.get_file(found.file_id)
    with files.open_file(found.file_id) as stream:
        content = stream.read()
    return Document(
        key=f"{found.dossier_id}:{stored.sha256[:32]}",
        holder=_holder(found.dossier_id),
        title=result.title,
        number="/".join(part for part in (result.number, result.notation) if part),
        issuer=agency(result.agency_id).name,
        issued_at=result.issued_at,
        dossier_code=found.code,
        file_name=stored.name,
        media_type=stored.media_type,
        sha256=stored.sha256,
        content=content,
    )


def _holder(dossier_id: UUID) -> str:
    """The owner's citizen number, for the wallet alone."""
    people = {party.role: party for party in dossiers.look_at_people(_ACTOR, dossier_id)}
    owner = people.get("owner")
    return owner.citizen_id if owner else ""


def _defer(sending_id: UUID) -> None:
    from tinhso.government.handover.tasks import wallet_task

    wallet_task.defer(sending_id=str(sending_id))
