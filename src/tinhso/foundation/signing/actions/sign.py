"""One confirmation for up to two hundred papers: checked, taken, and handed to the means that holds the key."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing import means
from tinhso.foundation.signing.access import may_sign, may_use
from tinhso.foundation.signing.models import Batch, Certificate, SigningRequest, Turn
from tinhso.foundation.signing.reading_certificates import asked, only_warns
from tinhso.foundation.signing.rules import states
from tinhso.foundation.signing.words import sentence
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

MOST = 200
SUBJECT = "signing_batch"


def sign(actor: Actor, request_ids: Sequence[UUID], certificate_id: UUID, *, pin: str = "") -> Batch:
    """Sign these papers by one confirmation. A device of ours with its own PIN is used by the worker; one whose PIN
    the person types (`pin`, kept nowhere) is used here and now; a service or a token waits for its person.

    Raises NotFound, Forbidden, Conflict (somebody is at it), Refused (the certificate does not hold: each `code` is
    `signing.` and a code of `words`). What befalls single papers stands in the batch's turns.
    """
    certificate = _certificate(actor, certificate_id)
    why = asked(certificate)
    if why and not only_warns(why):
        raise Refused(f"signing.{why}", sentence(why), field="certificate")
    typed = means.asks_pin(certificate.kind, certificate.reference)
    if typed and not pin:
        raise Refused("signing.pin_needed", _("Hãy nhập mã PIN của thiết bị ký."), field="pin")
    batch = open_batch(actor, request_ids, certificate, bool(why))
    if typed:
        from tinhso.foundation.signing.actions.carry_on import carry_on

        carry_on(batch.pk, pin=pin)
    elif certificate.kind not in means.BROWSER:
        queue(batch.pk)
    batch.refresh_from_db()
    return batch


def _certificate(actor: Actor, certificate_id: UUID) -> Certificate:
    found = Certificate.objects.filter(pk=certificate_id).first()
    if actor.account_id is None or found is None or not may_use(actor, found):
        raise NotFound("signing.certificate_unknown", _("Không tìm thấy chứng thư này."), field="certificate")
    return found


@act("signing.batch")
def open_batch(actor: Actor, request_ids: Sequence[UUID], certificate: Certificate, warned: bool) -> Batch:
    """The batch and its turns; every request is taken, so that no second batch has it."""
    ids = list(dict.fromkeys(request_ids))
    if actor.account_id is None:
        raise Forbidden("signing.nobody", _("Hãy đăng nhập để ký."))
    if not ids:
        raise Refused("signing.none_chosen", _("Hãy chọn ít nhất một giấy để ký."), field="requests")
    if len(ids) > MOST:
        raise Refused(
            "signing.too_many", _("Mỗi đợt ký nhiều nhất 200 giấy."), field="requests",
            way_out=_("Hãy bỏ bớt rồi ký các giấy còn lại ở đợt sau."),
        )  # fmt: skip
    rows = {
        row.pk: row
        for row in SigningRequest.objects.select_for_update(of=("self",))
        .select_related("previous")
        .filter(pk__in=ids)
        .order_by("pk")
    }
    for ident in ids:
        _check(actor, rows.get(ident), certificate)
    batch = Batch.objects.create(
        account_id=actor.account_id,
        capacity_id=actor.capacity_id,
        certificate=certificate,
        count=len(ids),
        warned=warned,
        made_at=now(),
        touched_at=now(),
    )
    Turn.objects.bulk_create(Turn(batch=batch, request_id=ident, position=n) for n, ident in enumerate(ids))
    SigningRequest.objects.filter(pk__in=ids).update(state=states.STARTED, fault="", fault_text="")
    facts = {"certificate": certificate.pk, "count": len(ids), "warned": warned}
    record(actor, "signing.batch", Subject(SUBJECT, batch.pk), facts)
    return batch


def _check(actor: Actor, row: SigningRequest | None, certificate: Certificate) -> None:
    if row is None or not may_sign(actor, row):
        raise NotFound("signing.unknown", _("Không tìm thấy giấy chờ ký này."), field="requests")
    if (row.account_id, row.agency_id) != (certificate.account_id, certificate.agency_id):
        raise Forbidden(
            "signing.other_holder",
            _("Chứng thư đã chọn không phải của người hoặc cơ quan phải ký giấy này."),
            field="certificate",
        )
    if not states.may_move(row.state, states.STARTED):
        raise Conflict(
            "signing.not_waiting",
            _("Có giấy trong danh sách đang được ký hoặc đã ký xong."),
            way_out=_("Hãy tải lại danh sách rồi chọn lại."),
            field="requests",
        )
    if row.previous is not None and row.previous.state != states.SIGNED:
        raise Refused("signing.not_yet", _("Giấy này phải chờ người khác ký trước."), field="requests")


def queue(batch_id: UUID, seconds: int = 0) -> None:
    """Put the batch into the worker's queue once; after so many seconds."""
    from tinhso.foundation.signing.tasks import carry_on_task
    from tinhso.lib.queueing import queue_once

    lock = f"signing:{batch_id}"
    job = carry_on_task.configure(queueing_lock=lock, schedule_in={"seconds": seconds} if seconds else None)
    queue_once(lambda: job.defer(batch_id=str(batch_id)))
