"""An officer's pages of self-scoring: what to declare, what to verify, one value with its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now
from tinhso.government.indices import access
from tinhso.government.indices.actions import declare as acts
from tinhso.government.indices.actions import verify
from tinhso.government.indices.actions._frame import component, dates
from tinhso.government.indices.models import Declared
from tinhso.government.indices.queries import beside
from tinhso.government.indices.queries import campaigns as reads
from tinhso.government.indices.rules import campaign as rules
from tinhso.government.indices.rules import scoring
from tinhso.government.indices.views._beside import shown
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

MOST_FILES = acts.MOST_FILES


@identity.access("officer", roles=access.READERS)
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this officer, then the campaigns their agency has a part in."""
    actor = identity.actor_of(request)
    found = reads.campaigns(actor)
    own = reads.taking_part(actor, found)
    waiting, more = reads.to_verify(actor, request.GET.get("sau", ""))
    judged = reads.to_judge(actor)[0] if actor.has(rules.COORDINATOR) else []
    moment = now()
    page = {
        "campaigns": [
            (one, one.pk in own, access.coordinates(actor, one), dates(one).phase(moment)) for one in found
        ],
        "phases": rules.PHASES,
        "waiting": waiting,
        "more": f"?sau={more}" if more else None,
        "appeals": judged,
        "coordinator": actor.has(rules.COORDINATOR),
        "fills": actor.has(*rules.FILLERS),
    }
    return render(request, "indices/self/home.html", page)


@identity.access("officer", roles=sorted(rules.FILLERS))
def sheet(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """All components of the own agency, each with where it stands."""
    actor = identity.actor_of(request)
    member = access.member_of(actor, campaign_id)
    lines = reads.sheet(member)
    page = {
        "campaign": member.campaign,
        "lines": lines,
        "measured": beside.of_member(member.campaign, member.agency_id),
        "states": rules.STATES,
        "phase": rules.PHASES[dates(member.campaign).phase(now())],
        "left": sum(line.state in rules.WITH_AGENCY for line in lines),
    }
    return render(request, "indices/self/sheet.html", page)


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=sorted(rules.FILLERS))
def fill(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """One component: what its rule asks, evidence, a note; saved as a draft or handed in."""
    actor = identity.actor_of(request)
    member = access.member_of(actor, campaign_id)
    one = component(member.campaign, code)
    value = member.values.filter(component=code).first()
    rule = scoring.read(one["kind"], one.get("rule", ""))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            _filled(request, actor, campaign_id, code, rule)
        except Refused as refused:
            errors[refused.field or "note"] = str(refused)
        else:
            done = _("Đã gửi số khai.") if "declare" in request.POST else _("Đã lưu nháp.")
            messages.success(request, f"{code}: {done}")
            following = _next(member, code) if "declare" in request.POST else code
            where = reverse("indices:fill", args=[campaign_id, following]) if following else ""
            return HttpResponseRedirect(where or reverse("indices:sheet", args=[campaign_id]))
    typed = request.POST if request.method == "POST" else {**(value.inputs if value else {})}
    state = value.state if value else ""
    phase = dates(member.campaign).phase(now())
    place = agency(member.agency_id)
    page = {
        "campaign": member.campaign,
        "component": one,
        "beside": shown(
            beside.of_component(member.campaign, place.id, one),
            value.self_score if value else None,
            member.campaign,
            place,
            actor,
        ),
        "asks": rule.asks(),
        "value": value,
        "typed": typed,
        "note": request.POST.get("note", value.note if value else ""),
        "errors": errors,
        "files": files.files_of(Subject("declared_value", value.pk)) if value else [],
        "open_now": any(
            move.verb == "declare" for move in rules.allowed(state or rules.DRAFT, {rules.DECLARER}, phase)
        ),
        "states": rules.STATES,
        "back_reason": _last_words(value, "give_back") if state == rules.RETURNED else "",
    }
    return render(request, "indices/self/fill.html", page, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=access.READERS)
def value(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """One value with its history, and the acts that are open to the reader."""
    actor = identity.actor_of(request)
    found = access.value_of(actor, value_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            _acted(request, actor, found)
        except Refused as refused:
            errors[refused.field or "reason"] = str(refused)
        else:
            messages.success(request, _("Đã ghi."))
            return HttpResponseRedirect(reverse("indices:value", args=[value_id]))
        found = access.value_of(actor, value_id)
    one = component(found.member.campaign, found.component)
    rule = scoring.read(one["kind"], one.get("rule", ""))
    phase = dates(found.member.campaign).phase(now())
    who = access.who_is(actor, found)
    moves = [move for move in rules.allowed(found.state, who, phase) if move.verb not in ("save", "declare")]
    place = agency(found.member.agency_id)
    page = {
        "value": found,
        "campaign": found.member.campaign,
        "component": one,
        "beside": shown(
            beside.of_value(found, one), found.self_score, found.member.campaign, place, actor, found.pk
        ),
        "agency": place,
        "verifier": agency(found.verifier_id),
        "answers": answers(rule, found.inputs),
        "files": files.files_of(Subject("declared_value", found.pk)),
        "moves": {move.verb for move in moves},
        "history": found.moves.select_related("agency"),
        "states": rules.STATES,
        "verbs": rules.VERBS,
        "errors": errors,
        "typed": request.POST,
    }
    return render(request, "indices/self/value.html", page, status=422 if errors else 200)


def answers(rule: scoring.Rule, inputs: dict[str, str]) -> list[tuple[str, str]]:
    """What was answered, in words."""
    told = []
    for asked in rule.asks():
        said = inputs.get(asked.key, "")
        if asked.kind == "choice":
            said = dict(asked.options).get(said, "")
        elif asked.kind == "tick":
            said = _("Có") if said == "1" else _("Không")
        told.append(
            (
                asked.label
                or {"n": _("Số lượng"), "points": _("Điểm tự chấm"), "choice": _("Mức")}[asked.key],
                said,
            )
        )
    return told


def _filled(request: HttpRequest, actor: Actor, campaign_id: UUID, code: str, rule: scoring.Rule) -> None:
    inputs = {asked.key: request.POST.get(asked.key, "")[:60] for asked in rule.asks()}
    act = acts.declare if "declare" in request.POST else acts.save
    act(actor, campaign_id, code, inputs, note=request.POST.get("note", "")[:4000],
        file_ids=_stored(request, actor), expected_version=_version(request))  # fmt: skip


def _acted(request: HttpRequest, actor: Actor, found: Declared) -> None:
    post, seen = request.POST, _version(request)
    reason, score = post.get("reason", "")[:4000], post.get("score", "")[:20]
    verb = post.get("act", "")
    if verb == "accept":
        verify.accept(actor, found.pk, expected_version=seen)
    elif verb == "adjust":
        verify.adjust(actor, found.pk, score=score, reason=reason, expected_version=seen)
    elif verb == "give_back":
        verify.give_back(actor, found.pk, reason=reason, expected_version=seen)
    elif verb == "appeal":
        acts.appeal(actor, found.pk, reason=reason, file_ids=_stored(request, actor), expected_version=seen)
    elif verb == "take_back":
        acts.take_back(actor, found.pk, expected_version=seen)
    elif verb == "uphold":
        verify.uphold(actor, found.pk, reason=reason, expected_version=seen)
    elif verb == "change":
        verify.change(actor, found.pk, score=score, reason=reason, expected_version=seen)
    else:
        raise Refused("act_needed", _("Chọn một việc."), field="act")


def _stored(request: HttpRequest, actor: Actor) -> list[UUID]:
    """Evidence that came with the form, checked and kept; those sent by the resumable way come as ids."""
    kept = []
    for text in request.POST.getlist("files__id")[:MOST_FILES]:
        try:
            kept.append(UUID(text))
        except ValueError:
            continue
    for upload in request.FILES.getlist("files")[:MOST_FILES]:
        stored = files.store(actor, upload.name or "tep", upload)
        if stored.state != "ok":
            raise Refused("file_refused", f"{stored.name}: {stored.reason}", field="files")
        kept.append(stored.id)
    return kept


def _version(request: HttpRequest) -> int | None:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None


def _next(member: Any, code: str) -> str:
    """The next component that is still with the agency, after this one; empty when none is."""
    lines = reads.sheet(member)
    codes = [line.component["code"] for line in lines if line.state in rules.WITH_AGENCY]
    order = [line.component["code"] for line in lines]
    later = [one for one in codes if order.index(one) > order.index(code)]
    return str((later or codes or [""])[0])


def _last_words(value: Declared | None, verb: str) -> str:
    found = value.moves.filter(verb=verb).order_by("-ordinal").first() if value else None
    return found.text if found else ""
