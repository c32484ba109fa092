"""The cashier's pages: the day, closing it, files and differences. Thin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.identity.api import access, actor_of, people_in_role, person_name, throttle
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.payments import gateway
from tinhso.government.payments.access import CASHIER, HEADS, READERS, check_books
from tinhso.government.payments.actions import (
    bring_file,
    close_day,
    differences,
    issue_day,
    paper,
    reconcile,
    requery,
)
from tinhso.government.payments.models import Account, Closing, Deposit, Transaction
from tinhso.government.payments.paperwork import DAY
from tinhso.government.payments.queries import day as books_day
from tinhso.government.payments.queries import desk
from tinhso.government.payments.rules.explaining import explained
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.posted import day as posted_day
from tinhso.lib.posted import line

LARGEST = 8_000_000


def _frame(request: HttpRequest, actor: Actor, **more: Any) -> dict[str, Any]:
    """What every page here shows around its own."""
    chosen, mine = desk.books(actor, request.GET.get("so", "") or request.POST.get("so", ""))
    return {
        "agency_id": chosen,
        "books": mine,
        "account_names": dict(Account.Kind.choices),
        "may_write": actor.has(*CASHIER),
        "today": today(),
        "worklists": dossiers.worklists(actor, "payments"),
        "simulated": gateway.simulated(),
        "errors": {},
        "typed": {},
        **more,
    }


@never_cache
@require_GET
@access("officer", roles=READERS)
def home(request: HttpRequest) -> HttpResponse:
    """Today's money, what waits for the bank, days to close, who has not paid."""
    actor = actor_of(request)
    frame = _frame(request, actor)
    chosen = frame["agency_id"]
    more = {"board": desk.board(chosen), "unpaid": desk.unpaid(chosen)}
    return render(request, "payments/home.html", {**frame, **more})


@never_cache
@require_GET
@access("officer", roles=READERS)
def day(request: HttpRequest, iso: str) -> HttpResponse:
    """One day: its entries, the deposit, the count, the signature."""
    return _draw_day(request, _date(iso))


@require_POST
@access("officer", roles=(*CASHIER, *HEADS))
def day_act(request: HttpRequest, iso: str, verb: str) -> HttpResponse:
    """Deposit cash, close the day, sign it; receipts for all that it brought."""
    actor, day_, given = actor_of(request), _date(iso), request.POST
    chosen, _mine = desk.books(actor, given.get("so", ""))
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "nop": (
            lambda: close_day.deposit(
                actor, chosen, whole(given.get("amount", ""), "amount"), line(given, "slip_no", 60)
            ),
            _("Đã ghi khoản nộp tiền."),
        ),
        "khoa": (
            lambda: close_day.close_day(
                actor,
                chosen,
                day_,
                counted=whole(given.get("counted", ""), "counted"),
                reason=line(given, "reason", 1000),
            ),
            _("Đã khóa ngày thu. Việc sau đó được ghi vào ngày kế tiếp."),
        ),
        "ky": (
            lambda: close_day.sign_day(actor, as_uuid(given.get("closing", ""))),
            _("Đã ký xác nhận ngày thu."),
        ),
        "bien-lai": (
            lambda: issue_day.issue_day(actor, chosen, day_),
            _("Đã lập %(made)s biên lai."),
        ),
        "ky-so": (
            lambda: paper.ask_day_signatures(actor, as_uuid(given.get("closing", ""))),
            _("Đã gửi biên bản cho hai người. Mỗi người thấy ở mục chờ ký của mình."),
        ),
    }
    if verb not in verbs:
        raise NotFound("verb_unknown", _("Không có việc này."))
    act, done = verbs[verb]
    try:
        told = act()
    except Refused as refused:
        return _draw_day(request, day_, {refused.field or verb: str(refused)}, refused.status)
    if isinstance(told, issue_day.Issued):
        done = done % {"made": told.made}
        for sentence in told.refused[:10]:
            messages.error(request, sentence)
    messages.success(request, done)
    return HttpResponseRedirect(f"{reverse('payments:day', args=[iso])}?so={chosen}")


@never_cache
@require_GET
@access("officer", roles=READERS)
def compare(request: HttpRequest) -> HttpResponse:
    """Files, open differences, payments online."""
    return _draw_compare(request)


@require_POST
@access("officer", roles=CASHIER)
def compare_act(request: HttpRequest, verb: str) -> HttpResponse:
    """Bring a file, compare a day, ask about one payment."""
    actor, given = actor_of(request), request.POST
    chosen, _mine = desk.books(actor, given.get("so", ""))
    check_books(actor, chosen, *CASHIER)
    try:
        if verb == "tep":
            sent = request.FILES.get("file")
            if sent is None or (sent.size or 0) > LARGEST:
                raise Refused("file_needed", _("Chọn tệp cần đối soát (tối đa 8 MB)."), field="file")
            made = bring_file.bring_file(actor, chosen, given.get("kind", ""), sent.name or "", sent.read())
            for number in range(min((made.last_day - made.first_day).days + 1, 31)):
                reconcile.reconcile(chosen, date.fromordinal(made.first_day.toordinal() + number))
            messages.success(request, _("Đã nhận tệp và đối soát."))
        elif verb == "ngay":
            wanted = posted_day(given, "day") or today()
            reconcile.reconcile(chosen, wanted)
            messages.success(request, _("Đã đối soát ngày %(day)s.") % {"day": wanted.strftime("%d/%m/%Y")})
        elif verb == "hoi-lai":
            _ask(actor, chosen, as_uuid(given.get("transaction", "")))
            messages.success(request, _("Đã hỏi lại nền tảng."))
        else:
            raise NotFound("verb_unknown", _("Không có việc này."))
    except Refused as refused:
        return _draw_compare(request, {refused.field or verb: str(refused)}, refused.status)
    return HttpResponseRedirect(f"{reverse('payments:compare')}?so={chosen}")


def _ask(actor: Actor, agency_id: UUID, ident: UUID) -> None:
    one = Transaction.objects.filter(pk=ident, agency_id=agency_id).first()
    if one is None:
        raise NotFound("transaction_unknown", _("Không tìm thấy giao dịch này."))
    throttle(f"payments:ask:{actor.account_id}", 60, 600)
    requery.recheck(one.pk, giving_up=True)


@never_cache
@require_GET
@access("officer", roles=READERS)
def one(request: HttpRequest, ident: UUID) -> HttpResponse:
    """One difference: what it is, whose, and how it ended."""
    return _draw_one(request, ident)


@require_POST
@access("officer", roles=(*CASHIER, *HEADS))
def one_act(request: HttpRequest, ident: UUID, verb: str) -> HttpResponse:
    """Give a difference to somebody, or close it with a reason."""
    actor, given = actor_of(request), request.POST
    try:
        if verb == "giao":
            differences.assign(actor, ident, as_uuid(given.get("person", "")))
        elif verb == "dong":
            differences.close(actor, ident, given.get("reason", ""))
        else:
            raise NotFound("verb_unknown", _("Không có việc này."))
    except Refused as refused:
        return _draw_one(request, ident, {refused.field or verb: str(refused)}, refused.status)
    messages.success(request, _("Đã ghi nhận."))
    return HttpResponseRedirect(reverse("payments:difference", args=[ident]))


def _draw_one(
    request: HttpRequest, ident: UUID, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    found = desk.difference(actor, ident)
    people = people_in_role(found.agency_id, "cashier", today())
    context = {
        **_frame(request, actor),
        "one": found,
        "name": explained(found.kind)[0],
        "way_out": explained(found.kind)[1],
        "people": [(str(one.account_id), person_name(one.account_id)) for one in people],
        "assigned": person_name(found.assigned_to) if found.assigned_to else "",
        "closed_by": person_name(found.closed_by) if found.closed_by else _("Hệ thống"),
        "errors": errors or {},
        "typed": request.POST,
    }
    return render(request, "payments/difference.html", context, status=status)


def _draw_compare(
    request: HttpRequest, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    frame = _frame(request, actor)
    chosen = frame["agency_id"]
    context = {
        **frame,
        "open": desk.differences(chosen),
        "closed": desk.differences(chosen, closed=True)[:10],
        "transactions": desk.transactions(chosen),
        "explained": explained,
        "connected": gateway.connected(),
        "errors": errors or {},
        "typed": request.POST,
    }
    return render(request, "payments/compare.html", context, status=status)


def _draw_day(
    request: HttpRequest, day_: date, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    frame = _frame(request, actor)
    chosen = frame["agency_id"]
    closing = Closing.objects.filter(agency_id=chosen, day=day_).first()
    signed = desk.signatures_of(closing) if closing is not None and closing.signed_at is not None else []
    context = {
        **frame,
        "day": day_,
        "board": desk.board(chosen),
        "totals": books_day.totals(chosen, day_),
        "entries": books_day.entries(chosen, day_),
        "deposits": list(Deposit.objects.filter(agency_id=chosen, day=day_).order_by("at")),
        "closing": closing,
        "covered": closing is None and Closing.objects.filter(agency_id=chosen, day__gt=day_).exists(),
        "closed_by": person_name(closing.closed_by) if closing else "",
        "signed_by": person_name(closing.signed_by) if closing and closing.signed_by else "",
        "printable": closing is not None and closing.signed_at is not None and paper.has_template(DAY),
        "signatures": signed,
        "may_ask_signatures": not signed and actor.has(*CASHIER, *HEADS),
        "may_sign": closing is not None
        and closing.signed_at is None
        and actor.account_id != closing.closed_by,
        "me": actor.account_id,
        "errors": errors or {},
        "typed": request.POST,
    }
    return render(request, "payments/day.html", context, status=status)


def _date(iso: str) -> date:
    try:
        return date.fromisoformat(iso)
    except ValueError as error:
        raise NotFound("day_unknown", _("Không có ngày này.")) from error


def as_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound("not_found", _("Không tìm thấy.")) from error


def whole(text: str, field: str) -> int:
    plain = text.strip().replace(".", "").replace(" ", "").removesuffix("đ")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 12):
        raise Refused("amount_needed", _("Hãy ghi số tiền bằng đồng."), field=field)
    return int(plain)
