"""The dossier page: what must I do now, by when, what is in it, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers._versions import short_title
from tinhso.government.dossiers.access import handles, sees_whole
from tinhso.government.dossiers.actions.check_file import check_file
from tinhso.government.dossiers.actions.look_at_people import look_at_people, open_dossier
from tinhso.government.dossiers.actions.print_receipt import DESK
from tinhso.government.dossiers.forms.own_step import outcome_name
from tinhso.government.dossiers.forms.registry import open_acts
from tinhso.government.dossiers.models import PartyRole
from tinhso.government.dossiers.money_told import paying_of
from tinhso.government.dossiers.paperwork.kinds import offered
from tinhso.government.dossiers.queries.detail import Detail, acts, at_step, identifiers_masked
from tinhso.government.dossiers.queries.form_signature import form_signature
from tinhso.government.dossiers.queries.outcomes import outcome_words
from tinhso.government.dossiers.queries.pauses import pause_of
from tinhso.government.dossiers.queries.returned import returned_to
from tinhso.government.dossiers.queries.signatures import notices_told, signatures_told, told_by_file
from tinhso.government.dossiers.queries.whereabouts import open_at, was_at
from tinhso.government.dossiers.rules import course
from tinhso.government.dossiers.rules.transitions import (
    OFFICE,
    REFUSED,
    STATE_NAMES,
    STOPPED,
    VERB_NAMES,
)
from tinhso.government.dossiers.told import delivery_told
from tinhso.government.dossiers.views.officer.frame import show, uuid_or_none
from tinhso.lib.errors import Refused

# Names one of several own steps in an address.
STEP = "buoc"


@require_GET
@identity.access("officer")
def dossier(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One dossier for the officer who acts in this capacity; identifiers masked."""
    view = open_dossier(identity.actor_of(request), dossier_id)
    chosen = chosen_step(request, view)
    return page(request, view if chosen.mine is None else chosen)


def chosen_step(request: HttpRequest, view: Detail) -> Detail:
    """The dossier at the step that the address names (`?buoc=`), of several that wait for this officer."""
    return at_step(view, uuid_or_none(request.GET[STEP])) if STEP in request.GET else view


def step_query(view: Detail) -> str:
    """What an address of an act needs beside the dossier, where several steps wait for this officer."""
    return f"?{STEP}={view.mine.pk}" if view.mine is not None and len(view.own_steps) > 1 else ""


@require_POST
@identity.access("officer")
def people(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The same page with whole identifiers; the look is recorded and shown to the person."""
    actor = identity.actor_of(request)
    opened = {party.role: party for party in look_at_people(actor, dossier_id)}
    return page(request, open_dossier(actor, dossier_id), opened=opened)


@require_POST
@identity.access("officer")
def check(request: HttpRequest, dossier_id: UUID, dossier_file_id: UUID) -> HttpResponse:
    """The finding on one paper."""
    fit = request.POST.get("fit") == "1"
    actor = identity.actor_of(request)
    try:
        check_file(
            actor,
            dossier_id,
            dossier_file_id,
            fit=fit,
            remark="" if fit else request.POST.get("remark", ""),
        )
    except Refused as refused:
        if refused.field == "remark":
            # The fault belongs to this one paper: the page is drawn again with the sentence at its field.
            fault = {f"remark-{dossier_file_id}": str(refused)}
            return page(request, open_dossier(actor, dossier_id), status=422, errors=fault)
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi kết quả kiểm tra giấy tờ."))
    address = reverse("dossiers:officer_dossier", args=[dossier_id])
    return HttpResponseRedirect(f"{address}#giay-to")


def page(request: HttpRequest, view: Detail, status: int = 200, **more: Any) -> HttpResponse:
    """Draw the page of one dossier."""
    actor = identity.actor_of(request)
    moves = {move.verb for move in view.offered}
    returned = list(returned_to(view.open_steps).values())
    events = acts(view.dossier)
    names = identity.person_names(_people(view) | actors_of(events))
    return show(
        request,
        "dossier.html",
        "",
        status,
        view=view,
        dossier=view.dossier,
        title=short_title(view.dossier),
        state_name=STATE_NAMES[view.dossier.state],
        returned=returned,
        buttons=open_acts(actor, view),
        at_step=step_query(view),
        may_ask="request_supplement" in moves,
        may_answer="answer_supplement" in moves and actor.has("reception"),
        may_print=actor.has(*DESK),
        signed=signatures_told(view.result),
        form_signed=form_signature(view.dossier) if view.dossier.account_id else None,
        notices=notices_told(view.dossier.pk) if _told(view) else [],
        signatures=told_by_file(one.file_id for one in view.files),
        delivery=delivery_told(view.dossier.pk) if view.result else [],
        paying=paying_of(view.dossier, "desk") if view.fees else [],
        may_open=sees_whole(actor, view.dossier),
        history=history(events, names),
        roles=dict(PartyRole.choices),
        outcome_name=outcome_name,
        words=outcome_words(view.dossier),
        names=names,
        may_check=actor.has(*OFFICE) and handles(actor, view.dossier),
        official=offered(view, actor.roles) if handles(actor, view.dossier) else [],
        step_mark=course.mark,
        became=course.told_officer,
        by_whom=course.by_whom,
        slip_refused=view.dossier.state == REFUSED,
        **_clock(view),
        **_places(view),
        answers=view.summary if more.get("opened") else identifiers_masked(view.summary),
        **{"opened": {}, "errors": {}, **more},
    )


def _told(view: Detail) -> bool:
    """True when something was sent to the person that may be signed."""
    return bool(view.supplements) or view.extension is not None or view.dossier.state in (REFUSED, STOPPED)


def _clock(view: Detail) -> dict[str, Any]:
    """The standstill of the dossier's due moment and of each open step's; None while they run."""
    open_request = [s for s in view.supplements if s.answered_at is None and s.closed_at is None]
    policy = open_request[0].policy if open_request else ""
    steps = {step.pk: pause_of(view.dossier, policy, step) for step in view.open_steps}
    return {"pause": pause_of(view.dossier, policy), "step_pauses": steps}


def _places(view: Detail) -> dict[str, Any]:
    """Who has what is open today, and who received and decides, by the names of then and of today."""
    dossier, unit = view.dossier, view.dossier.unit_code
    waiting: list[Any] = [*view.open_steps, *(one for one in view.opinions if one.answered_at is None)]
    return {
        "here": {one.pk: open_at(one.agency_id, unit) for one in waiting},
        "received_at": was_at(dossier.received_at_id, unit),
        "competent": was_at(dossier.competent_id, unit),
    }


def actors_of(events: Iterable[Any]) -> set[UUID]:
    """Whose acts these are, and in whose place."""
    told = {
        one for event in events for one in (event.account_id, (event.facts or {}).get("in_place_of")) if one
    }
    return {UUID(str(one)) for one in told}


def history(events: Iterable[Any], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The recorded acts in plain words, oldest first; attempts that were refused among them."""
    found = []
    for event in events:
        account: Any = getattr(event, "account_id", None)
        facts: dict[str, Any] = getattr(event, "facts", None) or {}
        absent = facts.get("in_place_of")
        who = _("Hệ thống") if _by_platform(event) else _("Người giữ mã tra cứu")
        if account:
            who = names[account]
        if absent:
            who = _("%(name)s (thay %(absent)s)") % {"name": who, "absent": names[UUID(str(absent))]}
        verb = str(getattr(event, "verb", "")).rpartition(".")[2]
        found.append(
            {
                "at": getattr(event, "world_at", None),
                "who": who,
                "act": act_name(verb),
                "account": account,
                "refused": getattr(event, "outcome", "") == "refused",
                "version": facts.get("version"),
            }
        )
    return found


def _by_platform(event: object) -> bool:
    """True for the platform's own acts; others without an account come from the receipt's holder."""
    return getattr(event, "actor_kind", "") == "system"


def act_name(verb: str) -> str:
    """A recorded verb as an officer reads it."""
    more = {
        "check_file": _("kiểm tra giấy tờ"),
        "correct_owner": _("sửa thông tin chủ hồ sơ"),
        "add_paper": _("thêm giấy tờ đã quét"),
        "ask_notice": _("đề nghị ký số giấy gửi người dân"),
        "sign_notice": _("ký số giấy gửi người dân"),
        "ask_form": _("gửi tờ khai đi ký số"),
        "sign_form": _("ký số tờ khai"),
        "archive_result": _("gắn bằng chứng lưu trữ vào kết quả"),
        "certify_paper": _("ký số bản điện tử của giấy tờ"),
        "reuse": _("dùng lại giấy tờ đã có trong kho"),
        "number_result": _("lấy số kết quả"),
        "draft_result": _("lập bản kết quả để ký số"),
        "refuse_signing": _("không ký số kết quả"),
        "seal_result": _("ký số của cơ quan trên kết quả"),
        "refuse_seal": _("không ký số của cơ quan"),
        "approve": _("duyệt, ký"),
        "remind": _("nhắc hạn"),
        "print_receipt": _("in giấy tiếp nhận, biên nhận"),
        "print_slip": _("in phiếu cho người nộp"),
        "make_paper": _("lập giấy chính thức"),
        "have_paper": _("tải giấy chính thức"),
        "look": _("xem dữ liệu cá nhân"),
        "label": _("lập nhãn bưu gửi"),
        "post": _("giao bưu chính"),
        "drop": _("bỏ nhãn bưu gửi"),
        "come_back": _("ghi nhận bưu chính chuyển hoàn"),
        "deliver": _("ghi nhận kết quả đã đến nơi"),
        "open": _("mở liên kết ký nhận"),
        "confirm": _("xác nhận đã nhận kết quả"),
        "close": _("hoàn tất ký nhận"),
        "send": _("gửi vào ví giấy tờ"),
    }
    return str(VERB_NAMES.get(verb) or more.get(verb, verb))


def _people(view: Detail) -> set[UUID]:
    ids = (
        {step.account_id for step in view.steps}
        | {step.done_by_id for step in view.steps}
        | {paper.checked_by_id for paper in view.files}
    )
    ids |= {opinion.answered_by_id for opinion in view.opinions}
    return {ident for ident in ids if ident is not None}
