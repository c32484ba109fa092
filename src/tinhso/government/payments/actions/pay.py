"""Opening a payment online: written and committed before the platform hears of it, so that no answer is without a row."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency, agency_code
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import ZONE, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments.actions.ask import refresh, request_for
from tinhso.government.payments.actions.messages import keep
from tinhso.government.payments.actions.requery import recheck
from tinhso.government.payments.gateway import Gateway, Order, Unreachable, gateway
from tinhso.government.payments.models import PaymentRequest, Transaction
from tinhso.government.payments.queries.beneficiaries import beneficiary
from tinhso.government.payments.rules import states
from tinhso.government.payments.rules.references import transaction_reference
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, Conflict, NotFound, Refused


def start(actor: Actor, dossier_id: UUID, *, over: Gateway | None = None) -> Transaction:
    """Open a payment of everything the dossier owes; its `page` is where the person pays.

    One that is open and young is offered again; an older one is first asked about, so that nobody pays twice.
    Raises Refused `nothing_due`, Conflict `payment_on_its_way`, Busy when the platform does not answer. Not to be
    called inside a transaction: the row must outlive whatever happens to this process.
    """
    told = dossiers.owed(dossier_id)
    request = request_for(told) if told is not None else None
    if request is None or not request.amount or request.state in (states.PAID, states.CANCELLED):
        raise Refused("nothing_due", _("Hồ sơ này không còn khoản nào phải nộp."))
    adapter = over or _adapter()
    for _turn in range(2):
        standing = _open_one(request)
        if standing is None:
            break
        if standing.state == states.INIT and standing.page and now() - standing.made_at < states.PAGE_LIFE:
            return standing
        recheck(standing.pk, over=adapter, giving_up=True)
        told = dossiers.owed(dossier_id)
    else:
        if _open_one(request) is not None:
            raise _on_its_way()
    if told is None or not told.amount:
        raise Refused("nothing_due", _("Hồ sơ này không còn khoản nào phải nộp."))
    made = _write(actor, request, told)
    return _send(actor, made, told, adapter)


def _adapter() -> Gateway:
    try:
        return gateway()
    except Unreachable as error:
        raise NotFound("no_gateway", _("Nơi này chưa mở thanh toán trực tuyến.")) from error


def _open_one(request: PaymentRequest) -> Transaction | None:
    return Transaction.objects.filter(request=request, state__in=states.OPEN).first()


def _on_its_way() -> Conflict:
    return Conflict(
        "payment_on_its_way",
        _("Một lần trả tiền của hồ sơ này chưa có câu trả lời của ngân hàng. Đừng trả lần nữa."),
        way_out=_("Hệ thống tự hỏi lại ngân hàng; trang này cho biết ngay khi có kết quả."),
    )


def _write(actor: Actor, request: PaymentRequest, told: dossiers.Owed) -> Transaction:
    moment = now()
    lines = [
        {"key": line.key, "name": line.name, "kind": line.kind, "amount": line.amount} for line in told.lines
    ]
    try:
        with transaction.atomic():
            made = Transaction.objects.create(
                request=request,
                agency_id=told.agency_id,
                reference=_free_reference(told.code, moment),
                amount=told.amount,
                lines=lines,
                made_at=moment,
                next_check_at=states.next_check(moment, moment),
            )
            facts = {"reference": made.reference, "amount": made.amount}
            record(actor, "payment.open", Subject("dossier", request.dossier_id), facts)
            refresh(request.dossier_id)
    except IntegrityError as error:
        # A second click, or another window: the first one goes on.
        raise _on_its_way() from error
    return made


def _free_reference(code: str, moment: datetime) -> str:
    """The reference of this second, or of the next that is free: a second try may come in the same one."""
    for seconds in range(30):
        reference = transaction_reference(code, (moment + timedelta(seconds=seconds)).astimezone(ZONE))
        if not Transaction.objects.filter(reference=reference).exists():
            return reference
    raise _on_its_way()


def _send(actor: Actor, made: Transaction, told: dossiers.Owed, adapter: Gateway) -> Transaction:
    account = beneficiary(told.agency_id)
    order = Order(
        reference=made.reference,
        amount=made.amount,
        code=told.code,
        procedure_code=told.procedure_code,
        procedure_title=told.procedure_title,
        agency_code=agency_code(told.agency_id),
        agency_name=agency(told.agency_id).name,
        payer=told.payer,
        payer_number=told.payer_number,
        payer_address=told.payer_address,
        ip=actor.ip,
        at=made.made_at,
        lines=tuple((line.kind, line.key, line.name, line.amount) for line in told.lines),
        account=(account.bank_bin, account.number, account.holder) if account else ("", "", ""),
    )
    try:
        page, raw = adapter.open(order)
    except Unreachable as error:
        raise Busy(
            "gateway_silent",
            _("Nền tảng thanh toán chưa trả lời nên chưa mở được trang trả tiền. Bạn chưa bị trừ tiền."),
            way_out=_("Thử lại sau ít phút, hoặc chuyển khoản theo mã QR trên trang hồ sơ."),
        ) from error
    keep(made, "opened", raw, "ok")
    Transaction.objects.filter(pk=made.pk, page="").update(page=page)
    made.refresh_from_db()
    return made
