"""Registering a certificate for its holder, and ending or suspending its use here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from asn1crypto import pem
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing.access import check_admin
from tinhso.foundation.signing.models import Certificate
from tinhso.foundation.signing.reading_certificates import known, loaded, name_of
from tinhso.foundation.signing.rules.usable import cannot, regime_of
from tinhso.foundation.signing.words import sentence
from tinhso.foundation.worktime.api import now, real_now, today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused
from tinhso.lib.text import clean

SUBJECT = "certificate"


def reading(content: bytes) -> Certificate:
    """An unsaved row with what a certificate's file says. Refused `signing.not_certificate`."""
    try:
        told, above = loaded(content)
        return Certificate(
            subject=name_of(told.subject),
            issuer=name_of(told.issuer),
            serial=f"{told.serial_number:x}"[:80],
            fingerprint=told.sha256.hex(),
            der=told.dump(),
            chain="".join(pem.armor("CERTIFICATE", one.dump()).decode() for one in above),
            valid_since=told.not_valid_before,
            valid_until=told.not_valid_after,
        )
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise Refused(
            "signing.not_certificate",
            _("Tệp này không phải chứng thư số."),
            field="file",
            way_out=_("Hãy chọn tệp .pem, .cer hoặc .crt do nơi cấp gửi."),
        ) from error


@act("signing.certificate_register")
def register_certificate(
    actor: Actor,
    content: bytes,
    *,
    kind: str,
    regime: str,
    account_id: UUID | None = None,
    agency_id: UUID | None = None,
    bound_since: date | None = None,
    bound_until: date | None = None,
    reference: Mapping[str, Any] | None = None,
) -> Certificate:
    """Let a holder (an account or an agency) sign with a certificate (PEM or DER). Raises Refused, Conflict, Forbidden."""
    check_admin(actor)
    row = reading(content)
    row.account_id, row.agency_id = account_id, agency_id
    if (account_id is None) == (agency_id is None):
        raise Refused(
            "signing.one_holder", _("Hãy chọn một người hoặc một cơ quan giữ chứng thư."), field="holder"
        )
    if kind not in Certificate.Means.values:
        raise Refused("signing.means_unknown", _("Hãy chọn nơi giữ khóa."), field="kind")
    holder = row.account.kind if account_id is not None else "agency"
    if regime != regime_of(holder):
        raise Refused(
            "signing.regime",
            _(
                "Cán bộ và cơ quan chỉ dùng chứng thư chuyên dùng công vụ; người dân và doanh nghiệp dùng chứng thư công cộng."
            ),
            field="regime",
        )
    row.kind, row.regime, row.reference = kind, regime, dict(reference or {})
    row.bound_since, row.bound_until = bound_since or today(), bound_until
    if row.bound_until is not None and row.bound_until < row.bound_since:
        raise Refused("signing.days", _("Ngày thôi ký phải sau ngày bắt đầu."), field="bound_until")
    if why := cannot(known(row), max(real_now(), row.valid_since), row.bound_since):
        raise Refused(f"signing.{why}", sentence(why), field="file")
    row.made_at, row.made_by_id = now(), actor.account_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(
            "signing.registered", _("Chứng thư này đang được dùng rồi."), field="file",
            way_out=_("Hãy kết thúc lần đăng ký trước nếu người giữ đã đổi."),
        ) from error  # fmt: skip
    facts = {
        "kind": kind,
        "regime": regime,
        "account": account_id,
        "agency": agency_id,
        "until": row.valid_until.date(),
    }
    record(
        actor,
        "signing.certificate_register",
        Subject(SUBJECT, row.pk),
        facts,
        {"fingerprint": row.fingerprint},
    )
    return row


@act("signing.certificate_end")
def end_certificate(actor: Actor, ident: UUID, reason: str) -> Certificate:
    """Nobody signs with it here any more; for good. What was signed with it stays. Raises NotFound, Refused."""
    row = _standing(actor, ident)
    row.ended_at, row.reason = now(), _why(reason)
    row.save(update_fields=["ended_at", "reason"])
    record(actor, "signing.certificate_end", Subject(SUBJECT, row.pk), {}, {"reason": row.reason})
    return row


@act("signing.certificate_suspend")
def suspend_certificate(actor: Actor, ident: UUID, reason: str, *, again: bool = False) -> Certificate:
    """Not for now; `again` takes that back."""
    row = _standing(actor, ident)
    row.suspended_at, row.reason = (None if again else now()), _why(reason)
    row.save(update_fields=["suspended_at", "reason"])
    record(
        actor,
        "signing.certificate_suspend",
        Subject(SUBJECT, row.pk),
        {"again": again},
        {"reason": row.reason},
    )
    return row


def _standing(actor: Actor, ident: UUID) -> Certificate:
    check_admin(actor)
    row = Certificate.objects.select_for_update().filter(pk=ident).first()
    if row is None:
        raise NotFound("signing.certificate_unknown", _("Không tìm thấy chứng thư này."))
    if row.ended_at is not None:
        raise Conflict("signing.certificate_ended", _("Chứng thư này đã ngừng dùng trước đó."))
    return row


def _why(reason: str) -> str:
    found = clean(reason)[:1000]
    if not found:
        raise Refused("signing.reason_needed", _("Hãy ghi lý do."), field="reason")
    return found
