"""What a person brings to the desk after a supplement request: papers counted or scanned, answers mended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions._reuse import holder_in, note_looks
from tinhso.government.dossiers.actions.look_at_people import open_dossier
from tinhso.government.dossiers.actions.supplement import answer_supplement
from tinhso.government.dossiers.forms.asks import Given
from tinhso.government.dossiers.models import SupplementItem
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.queries.kept import Kept, kept_for
from tinhso.government.dossiers.rules.inputs import PaperInput
from tinhso.government.dossiers.views.officer import acting
from tinhso.government.dossiers.views.officer.frame import sent, show
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Conflict, Refused


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=("reception",))
def answer(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Take the answer over the counter, item by item."""
    view = open_dossier(identity.actor_of(request), dossier_id)
    asked = next((s for s in view.supplements if s.answered_at is None and s.closed_at is None), None)
    if asked is None:
        messages.info(request, _("Hồ sơ không có yêu cầu bổ sung nào đang chờ."))
        return HttpResponseRedirect(acting.after(dossier_id))
    items = list(asked.items.all())
    names = [item.key for item in items if item.kind == "field"]
    form = procedures.form(view.version)
    data = view.dossier.data
    errors: dict[str, str] = {}
    status, stale = 200, False
    if request.method == "POST":
        try:
            if names:
                data, errors = procedures.take(form, names, request.POST, data)
            papers, faults = _papers(request, view, items)
            errors |= faults
            if not errors:
                _send(request, view, data if names else None, papers)
                sent(request, f"nhan-bo-sung-{asked.pk}")
                messages.success(request, _("Đã nhận phần bổ sung. Hồ sơ được xử lý tiếp."))
                return HttpResponseRedirect(acting.after(dossier_id))
            status = 422
        except Refused as refused:
            status, stale = refused.status, isinstance(refused, Conflict)
            errors = acting.faults(refused)
    return show(
        request,
        "answer.html",
        "",
        status,
        view=view,
        dossier=view.dossier,
        asked=asked,
        items=items,
        kept=_kept(request, view),
        questions={q.name: q for q in procedures.questions(form, names, data, errors)},
        errors=errors,
        typed=request.POST,
        changes=acting.changes(request, view) if stale else [],
        stale=stale,
    )


def _send(request: HttpRequest, view: Detail, data: dict[str, Any] | None, papers: list[PaperInput]) -> None:
    answer_supplement(
        identity.actor_of(request),
        view.dossier.pk,
        data=data,
        papers=papers,
        note=request.POST.get("note", ""),
        expected_version=acting.posted_version(request),
    )


def _kept(request: HttpRequest, view: Detail) -> dict[str, list[Kept]]:
    """What the store holds of this dossier's proven owner; that it is shown is a look."""
    actor, dossier = identity.actor_of(request), view.dossier
    wanted = procedures.components(view.version, dossier.data, dossier.channel)
    found = kept_for(holder_in(actor, dossier), dossier.procedure_code, wanted, dossier.pk)
    note_looks(actor, [one for kept in found.values() for one in kept])
    return found


def _papers(
    request: HttpRequest, view: Detail, items: list[SupplementItem]
) -> tuple[list[PaperInput], dict[str, str]]:
    given = Given(identity.actor_of(request), view, request.POST, request.FILES)
    found, errors = [], {}
    for item in items:
        if item.kind != "component":
            continue
        paper, fault = paper_of(given, item.key)
        if fault:
            errors[f"giay.{item.key}"] = fault
        elif paper is None:
            errors[f"giay.{item.key}"] = _("Chưa nhận: %(label)s.") % {"label": item.label}
        else:
            found.append(paper)
    return found, errors


def paper_of(given: Given, key: str) -> tuple[PaperInput | None, str]:
    """One paper as posted in `giay.<key>…`: a scan, counts, or both; None when nothing was given."""
    try:
        scan = given.file(f"giay.{key}")
        originals = given.whole(f"giay.{key}.originals", default=0) or 0
        certified = given.whole(f"giay.{key}.certified", default=0) or 0
        copies = certified + (given.whole(f"giay.{key}.photocopies", default=0) or 0)
    except Refused as refused:
        return None, str(refused)
    if kept := given.text(f"giay.{key}.kept")[:60]:
        return PaperInput(key, kept=kept), ""
    if scan is None and not originals and not copies:
        return None, ""
    return PaperInput(key, scan, originals, copies, certified=certified), ""
