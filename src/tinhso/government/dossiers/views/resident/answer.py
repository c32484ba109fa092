"""The person's own acts on a dossier: complete it, withdraw it, rate it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._reuse import holder_in
from tinhso.government.dossiers.actions.rate import rate as rate_dossier
from tinhso.government.dossiers.actions.supplement import answer_supplement
from tinhso.government.dossiers.actions.withdraw import withdraw as withdraw_dossier
from tinhso.government.dossiers.models import Dossier, SupplementItem, SupplementRequest
from tinhso.government.dossiers.queries.kept import Kept, kept_for
from tinhso.government.dossiers.rules.inputs import PaperInput
from tinhso.government.dossiers.views.resident import pending
from tinhso.government.dossiers.views.resident.doors import of_dossier
from tinhso.government.dossiers.views.resident.drafting import SENT
from tinhso.government.dossiers.views.resident.own import as_uuid, may_act, own
from tinhso.government.dossiers.views.resident.words import short_title
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Invalid, NotFound, Refused


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_dossier
def supplement(request: HttpRequest, code: str) -> HttpResponse:
    """What the desk asked for, item by item, and a field or file for each."""
    dossier, secret = own(request, code)
    asked = dossier.supplements.filter(answered_at=None, closed_at=None).order_by("-ordinal").first()
    if asked is None:
        raise NotFound("nothing_asked", _("Hồ sơ này không còn yêu cầu bổ sung nào."))
    may = may_act(dossier, secret)
    if not may and request.method == "POST":
        # The receipt shows what is asked; the answer is the account's, and waits until it signs in.
        return pending.keep_and_login(request, with_files=bool(request.FILES), expired=True)
    errors: dict[str, str] = {}
    taken: dict[str, files.StoredFile] = {}
    typed = request.POST if request.method == "POST" else pending.take_up(request) if may else None
    if typed is not None:
        errors, taken = _answer(request, dossier, asked, secret, typed)
        if not errors:
            request.session[SENT] = f"bo-sung-{asked.pk}"
            messages.success(request, _("Đã gửi phần bổ sung. Cơ quan tiếp tục xử lý hồ sơ của bạn."))
            return HttpResponseRedirect(reverse("dossiers:track", args=[code]))
    return render(
        request,
        "dossiers/resident/supplement.html",
        {
            "dossier": dossier,
            "asked": asked,
            "may_act": may,
            "items": list(asked.items.all()),
            "questions": _questions(dossier, asked, errors, typed),
            "errors": errors,
            "typed": typed or {},
            "taken": taken,
            "kept": _kept(request, dossier) if may else {},
        },
        status=422 if errors else 200,
    )


def _questions(
    dossier: Dossier, asked: SupplementRequest, errors: dict[str, str], typed: QueryDict | None
) -> dict[str, procedures.FieldView]:
    """The questions to answer again, with what was just typed in them."""
    names = [item.key for item in asked.items.all() if item.kind == "field"]
    form = procedures.form(version_of(dossier), for_reader=True)
    data = dossier.data
    if typed is not None:
        data, _faults = procedures.take(form, names, typed, dossier.data)
    return {view.name: view for view in procedures.questions(form, names, data, errors)}


def _kept(request: HttpRequest, dossier: Dossier) -> dict[str, list[Kept]]:
    """What the store holds of this dossier's owner, offered to the owner's own verified account."""
    actor = identity.actor_of(request)
    wanted = procedures.components(version_of(dossier), dossier.data, dossier.channel)
    return kept_for(holder_in(actor, dossier), dossier.procedure_code, wanted, dossier.pk)


def _answer(
    request: HttpRequest, dossier: Dossier, asked: SupplementRequest, secret: str, typed: QueryDict
) -> tuple[dict[str, str], dict[str, files.StoredFile]]:
    """Take files and corrected answers, then answer the request: errors by field, and the good files by field.

    Nothing is half-done: with an error the files wait on the page for the next press.
    """
    items = list(asked.items.all())
    names = [item.key for item in items if item.kind == "field"]
    papers, errors = _papers(request, typed, [item for item in items if item.kind == "component"])
    data = None
    if names:
        form = procedures.form(version_of(dossier), for_reader=True)
        data, faults = procedures.take(form, names, typed, dossier.data)
        errors |= faults
    own = files.own_files(identity.actor_of(request), [p.file_id for p in papers if p.file_id])
    good = {stored.id: stored for stored in own if stored.state == "ok"}
    taken = {f"item.{p.component_key}": good[p.file_id] for p in papers if p.file_id in good}
    if errors:
        return errors, taken
    try:
        answer_supplement(
            identity.actor_of(request),
            dossier.pk,
            data=data,
            papers=tuple(papers),
            note=typed.get("note", ""),
            secret=secret,
        )
    except Invalid as invalid:
        return {error.field: error.message for error in invalid.errors}, taken
    except Refused as refused:
        return {(refused.field or "note").replace("files.", "item."): str(refused)}, taken
    return {}, taken


def _papers(
    request: HttpRequest, typed: QueryDict, items: list[SupplementItem]
) -> tuple[list[PaperInput], dict[str, str]]:
    actor = identity.actor_of(request)
    papers, errors = [], {}
    for item in items:
        name = f"item.{item.key}"
        if kept := str(typed.get(f"{name}.kept", ""))[:60]:
            papers.append(PaperInput(item.key, kept=kept))
            continue
        uploads = request.FILES.getlist(name)
        ids = [i for i in typed.getlist(f"{name}__id") if i]
        try:
            papers += [PaperInput(item.key, as_uuid(ident)) for ident in ids]
            for upload in uploads:
                stored = files.store(actor, upload.name or "tep", upload)
                if stored.state != "ok":
                    raise Refused("file_refused", stored.reason)
                papers.append(PaperInput(item.key, stored.id))
            if fault := typed.get(f"{name}__fault", ""):
                errors[name] = fault
            elif not ids and not uploads:
                errors[name] = _("Hãy tải lên: %(label)s.") % {"label": item.label}
        except Refused as refused:
            errors[name] = str(refused)
    return papers, errors


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_dossier
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once, in words, before the dossier is given back."""
    dossier, secret = own(request, code)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            withdraw_dossier(
                identity.actor_of(request), dossier.pk, reason=request.POST.get("reason", ""), secret=secret
            )
        except Refused as refused:
            errors[refused.field or "reason"] = str(refused)
        else:
            messages.success(request, _("Bạn đã rút hồ sơ này."))
            return HttpResponseRedirect(reverse("dossiers:track", args=[code]))
    return render(
        request,
        "dossiers/resident/withdraw.html",
        {
            "dossier": dossier,
            "errors": errors,
            # What waited for a new login is shown again and asked once more: a withdrawal ends everything.
            "typed": request.POST or pending.take_up(request) or {},
            "short_title": short_title,
        },
        status=422 if errors else 200,
    )


@require_POST
@identity.access("public")
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """A rating from 1 to 5 by the person, never by an officer."""
    dossier, secret = own(request, code)
    score = request.POST.get("score", "")
    if score not in {"1", "2", "3", "4", "5"}:
        messages.error(request, _("Hãy chọn một mức từ 1 đến 5."))
    else:
        rate_dossier(
            identity.actor_of(request),
            dossier.pk,
            score=int(score),
            comment=request.POST.get("comment", ""),
            secret=secret,
        )
        messages.success(request, _("Cảm ơn bạn đã đánh giá."))
    return HttpResponseRedirect(reverse("dossiers:track", args=[code]))
