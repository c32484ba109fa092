"""One small page for each act on a dossier: its fields, its warning, its refusal beside the field."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.records.api import Subject, record_attempt
from tinhso.government.dossiers.actions.look_at_people import open_dossier
from tinhso.government.dossiers.actions.work import save_step_draft
from tinhso.government.dossiers.forms.asks import Ask, Given
from tinhso.government.dossiers.forms.own_step import outcome_name
from tinhso.government.dossiers.forms.registry import BY_SLUG, open_acts
from tinhso.government.dossiers.forms.searching import chosen_among, searched
from tinhso.government.dossiers.models import Step
from tinhso.government.dossiers.queries.detail import Detail, acts
from tinhso.government.dossiers.queries.outcomes import outcome_words
from tinhso.government.dossiers.queries.so_far import so_far
from tinhso.government.dossiers.rules.transitions import STATE_NAMES
from tinhso.government.dossiers.views.officer.dossier import actors_of, chosen_step, history, step_query
from tinhso.government.dossiers.views.officer.frame import sent, show, uuid_or_none
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_time
from tinhso.lib.errors import Conflict, Invalid, NotFound, Refused
from tinhso.lib.searching import looks_first

FORM = "viec"


@require_http_methods(["GET", "POST"])
@identity.access("officer")
def act(request: HttpRequest, dossier_id: UUID, slug: str) -> HttpResponse:
    """Ask what the act needs, do it, go back to the dossier; a refusal keeps what was typed."""
    chosen = BY_SLUG.get(slug)
    if chosen is None:
        raise NotFound("act_unknown", _("Không có thao tác này."))
    actor = identity.actor_of(request)
    view = chosen_step(request, open_dossier(actor, dossier_id))
    open_now = chosen in open_acts(actor, view)
    keeps = chosen.keeps if open_now and view.mine is not None else ()
    errors: dict[str, str] = {}
    status, stale, solve = 200, False, None
    looks = request.method == "POST" and open_now and looks_first(request.POST)
    if request.method == "POST" and not looks:
        given = Given(actor, view, request.POST, request.FILES, posted_version(request))
        try:
            told = keep_draft(given, keeps) if keeps and "_draft" in request.POST else chosen.do(given)
        except Refused as refused:
            status, stale = refused.status, isinstance(refused, Conflict)
            errors, solve = faults(refused), solved_at(refused, dossier_id)
            if stale and not hasattr(refused, "subject"):
                # Refused before the act itself: what was tried on a dossier that has moved on is kept too.
                record_attempt(actor, f"dossier.{chosen.verb}", Subject("dossier", dossier_id), refused.code)
        else:
            messages.success(request, told)
            sent(request, f"viec-{slug}-{dossier_id}{step_query(view)}")
            onward = chosen.then(given) if chosen.then else after(dossier_id)
            here = request.path + step_query(view)
            return HttpResponseRedirect(here if "_draft" in request.POST else onward)
    if not open_now and not errors:
        messages.info(request, not_open(view, slug))
        return HttpResponseRedirect(after(dossier_id))
    asks = searched(chosen.asks(actor, view) if open_now else [], request.POST)
    typed = values(request, asks, drafted(view, keeps))
    errors |= chosen_among(asks, typed, request.POST)
    return show(
        request,
        "act.html",
        "",
        status,
        view=view,
        dossier=view.dossier,
        act=chosen,
        asks=asks,
        open_now=open_now,
        at_step=step_query(view),
        version=posted_version(request) if looks else view.dossier.version,
        errors=placed(errors, asks),
        typed=typed,
        stored=stored(actor, asks, typed, view.mine),
        keeps=keeps,
        written=[] if open_now else written(request),
        saved_at=view.mine.draft_saved_at if keeps and view.mine else None,
        warning=chosen.warn(view) if open_now else "",
        changes=changes(request, view) if stale else [],
        stale=stale,
        solve=solve,
        brought=so_far(view.steps) if open_now and _judges(view) else [],
        outcome_name=outcome_name,
        words=outcome_words(view.dossier),
    )


def _judges(view: Detail) -> bool:
    """True where what earlier steps said matters: every step of the officer's but the mere hand-over."""
    return view.mine is not None and view.mine.kind != "return"


def posted_version(request: HttpRequest) -> int | None:
    """The dossier's version as the page showed it; a page without one cannot be fresh."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def faults(refused: Refused) -> dict[str, str]:
    """Sentences by field."""
    if isinstance(refused, Invalid):
        return {error.field: error.message for error in refused.errors}
    return {refused.field or FORM: str(refused)}


def solved_at(refused: Refused, dossier_id: UUID) -> tuple[str, str] | None:
    """The page that takes a refusal away, with what it is called; None where the form itself does."""
    if refused.code == "result_elsewhere":
        return reverse("transfers:home"), _("Mở danh sách bàn giao giấy tờ")
    if refused.code in ("not_delivered", "with_the_post"):
        return reverse("handover:result", args=[dossier_id]), _("Mở trang giao kết quả của hồ sơ này")
    return None


def placed(errors: dict[str, str], asks: list[Ask]) -> dict[str, str]:
    """Sentences by a field that is on the page; the others belong to the form as a whole."""
    names = {ask.name for ask in asks}
    found: dict[str, str] = {}
    for field, sentence in errors.items():
        target = field if field in names else "reason" if "reason" in names and field == "note" else FORM
        found[target] = f"{found[target]} {sentence}" if target in found else sentence
    return found


def written(request: HttpRequest) -> list[str]:
    """The texts of an act that is no longer open: shown, so that they can be used elsewhere."""
    texts = (request.POST.get(name, "").strip() for name in ("note", "reason", "question", "answer"))
    return [text for text in texts if text]


def keep_draft(given: Given, keeps: tuple[str, ...]) -> str:
    """Keep the step's text and file as a draft; nothing moves and nobody else is told."""
    assert given.view.mine is not None
    step = save_step_draft(
        given.actor,
        given.view.mine.pk,
        text=given.text(keeps[0]),
        attachment_id=given.file(keeps[1]) if len(keeps) > 1 else None,
    )
    return _("Đã lưu nháp lúc %(at)s. Hồ sơ chưa chuyển đi đâu.") % {"at": vi_time(step.draft_saved_at)}


def drafted(view: Detail, keeps: tuple[str, ...]) -> dict[str, str]:
    """What the draft of the open step holds, by the fields that keep it."""
    step = view.mine
    if step is None or step.draft_saved_at is None:
        return {}
    kept = (step.draft_text, str(step.attachment_id or ""))
    return dict(zip(keeps, kept, strict=False))


def stored(
    actor: Actor, asks: list[Ask], typed: dict[str, Any], step: Step | None
) -> dict[str, files.StoredFile]:
    """The uploaded files that file fields hold: the officer's own, or the draft's."""
    found = {}
    for ask in asks:
        ident = uuid_or_none(str(typed.get(ask.name, ""))) if ask.kind == "file" else None
        if ident is None:
            continue
        kept = step.attachment if step is not None and step.attachment_id == ident else None
        own = files.own_files(actor, [ident])
        one = kept or (own[0] if own else None)
        if one is not None:
            found[ask.name] = one
    return found


def values(request: HttpRequest, asks: list[Ask], kept: dict[str, str]) -> dict[str, Any]:
    """What each field shows: what was typed, else the draft, else what the act proposes."""
    if request.method != "POST":
        return {ask.name: request.GET.get(ask.name, kept.get(ask.name, ask.value)) for ask in asks}
    typed: dict[str, Any] = {ask.name: request.POST.get(ask.name, "") for ask in asks}
    for ask in asks:
        if ask.kind == "date":
            parts = ("day", "month", "year")
            typed[ask.name] = {part: request.POST.get(f"{ask.name}__{part}", "") for part in parts}
        if ask.kind == "file":
            typed[ask.name] = request.POST.get(f"{ask.name}__id", "")
    return typed


def changes(request: HttpRequest, view: Detail) -> list[dict[str, Any]]:
    """What others did since the page was opened."""
    seen = posted_version(request) or 0
    events = acts(view.dossier)
    names = identity.person_names(actors_of(events))
    return [line for line in history(events, names) if (line["version"] or 0) > seen and not line["refused"]]


def not_open(view: Detail, slug: str = "") -> str:
    """Why an act is not offered."""
    if slug == "gia-han" and view.extension is not None:
        return _("Mỗi hồ sơ chỉ được gia hạn một lần, và hồ sơ này đã được gia hạn.")
    state = STATE_NAMES[view.dossier.state]
    return _("Lúc này bạn không làm được việc đó: hồ sơ đang ở trạng thái “%(state)s”.") % {"state": state}


def after(dossier_id: UUID) -> str:
    """Back to the dossier."""
    return reverse("dossiers:officer_dossier", args=[dossier_id])
