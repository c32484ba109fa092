"""Forwarding many at once: choose an outcome and confirm; then which went, and why the others did not."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions.number_search import count_search, note_found
from tinhso.government.dossiers.actions.sign_result import draft_many
from tinhso.government.dossiers.actions.work import MOST_BULK, bulk_forward
from tinhso.government.dossiers.forms.approval import signing_address
from tinhso.government.dossiers.forms.bulk import Batch, Picked, batch
from tinhso.government.dossiers.forms.own_step import outcome_name
from tinhso.government.dossiers.models import DossierParty, PartyRole
from tinhso.government.dossiers.queries.filters import Filter
from tinhso.government.dossiers.queries.outcomes import Words, outcome_words
from tinhso.government.dossiers.queries.sidebar import list_names
from tinhso.government.dossiers.queries.worklists import worklist
from tinhso.government.dossiers.views.officer.frame import show, uuid_or_none
from tinhso.lib.errors import NotFound

DONE = "desk_forwarded"
# The most rows of one page of a list; what is over the limit of one go is counted from these.
MOST_SEEN = 200


@require_http_methods(["GET", "POST"])
@identity.access("officer")
def forward(request: HttpRequest, name: str) -> HttpResponse:
    """The ticked steps, or all under the filter: first a page that asks for the outcome, then the act."""
    names = list_names()
    if name not in names:
        raise NotFound("worklist_unknown", _("Không có danh sách việc này."))
    if request.method != "POST":
        return HttpResponseRedirect(reverse("dossiers:worklist", args=[name]))
    actor = identity.actor_of(request)
    chosen = batch(actor, _picked(request, name))
    errors: dict[str, str] = {}
    signs = chosen.signed_by(actor)
    if "sign" in request.POST and signs:
        return _sign(request, chosen)
    if "confirmed" in request.POST:
        errors = _faults(request, chosen)
        if not errors:
            return _go(request, name, chosen)
    return show(
        request,
        "bulk.html",
        name,
        422 if errors else 200,
        name=name,
        title=names[name],
        batch=chosen,
        owners=_owners(chosen),
        options=list(_names(chosen).items()),
        typed=request.POST,
        errors=errors,
        most=MOST_BULK,
        signs=signs,
    )


@require_GET
@identity.access("officer")
def forwarded(request: HttpRequest, name: str) -> HttpResponse:
    """What became of the last go: each dossier that stayed is named with its reason."""
    told = request.session.get(DONE)
    if not told or told.get("name") != name:
        return HttpResponseRedirect(reverse("dossiers:worklist", args=[name]))
    return show(request, "bulk_done.html", name, name=name, title=list_names().get(name, ""), told=told)


def _picked(request: HttpRequest, name: str) -> list[Picked]:
    if request.POST.get("everything") == "1":
        wanted = Filter.from_query(request.POST.dict())
        actor = identity.actor_of(request)
        count_search(actor, wanted)
        rows = worklist(actor, name, wanted, limit=MOST_SEEN).rows
        note_found(actor, wanted, (row.id for row in rows))
        return [(row.step_id, row.version) for row in rows if row.step_id is not None]
    steps: list[Picked] = []
    for given in request.POST.getlist("step"):
        ident, _colon, version = given.partition(":")
        step = uuid_or_none(ident)
        if step is not None:
            fresh = version.isascii() and version.isdigit() and len(version) < 10
            steps.append((step, int(version) if fresh else 0))
    return steps


def _faults(request: HttpRequest, chosen: Batch) -> dict[str, str]:
    if not chosen.going:
        return {"viec": _("Hãy đánh dấu ít nhất một hồ sơ chuyển được.")}
    if not chosen.outcomes:
        return {"viec": _("Các bước đã chọn không có kết quả chung. Hãy chọn lại các hồ sơ cùng một bước.")}
    given = request.POST.get("outcome", "")
    if given not in chosen.outcomes and (given or len(chosen.outcomes) > 1):
        return {"outcome": _("Hãy chọn kết quả cho các bước này.")}
    return {}


def _names(chosen: Batch) -> dict[str, str]:
    """The shared outcomes in words; where the chosen steps say one differently, every way it is said."""
    said: dict[str, dict[str, None]] = {key: {} for key in chosen.outcomes}
    held: dict[str, Words] = {}
    for step, _version in chosen.going:
        version = str(step.dossier.procedure_version_id)
        if version not in held:
            held[version] = outcome_words(step.dossier)
        for key in chosen.outcomes:
            said[key][outcome_name(key, held[version].get(step.key))] = None
    return {key: " / ".join(ways) for key, ways in said.items()}


def _go(request: HttpRequest, name: str, chosen: Batch) -> HttpResponse:
    done = bulk_forward(
        identity.actor_of(request),
        [(step.pk, version) for step, version in chosen.going],
        outcome=request.POST.get("outcome", "") or chosen.outcomes[0],
        note=request.POST.get("note", ""),
    )
    dossiers = {step.pk: str(step.dossier_id) for step, _version in chosen.going}
    lines: list[dict[str, Any]] = [
        {"code": one.code, "dossier": dossiers[one.step_id], "refused": one.refused} for one in done
    ]
    request.session[DONE] = {
        "name": name,
        "outcome": _names(chosen)[request.POST.get("outcome", "") or chosen.outcomes[0]],
        "went": [line for line in lines if not line["refused"]],
        "stayed": [line for line in lines if line["refused"]],
        "left": chosen.left,
        "query": urlencode(Filter.from_query(request.POST.dict()).to_query()),
    }
    return HttpResponseRedirect(reverse("dossiers:forwarded", args=[name]))


def _sign(request: HttpRequest, chosen: Batch) -> HttpResponse:
    """The papers are made, and one confirmation signs them; what could not be made is told and stays in the list."""
    done = draft_many(identity.actor_of(request), chosen.going)
    for one in done:
        if one.refused:
            messages.warning(request, f"{one.code}: {one.refused}")
    ready = [one.request_id for one in done if one.request_id is not None]
    name = str(request.resolver_match.kwargs["name"]) if request.resolver_match else "to_sign"
    return HttpResponseRedirect(
        signing_address(ready) if ready else reverse("dossiers:worklist", args=[name])
    )


def _owners(chosen: Batch) -> dict[Any, str]:
    """The owner's name of each dossier, in one query."""
    ids = {step.dossier_id for step, _version in chosen.going} | {step.dossier_id for step in chosen.staying}
    rows = DossierParty.objects.filter(dossier_id__in=ids, role=PartyRole.OWNER)
    return dict(rows.values_list("dossier_id", "name"))
