"""The composer of a supplement request: every paper and every answer of the form, each with its remark."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions.look_at_people import open_dossier
from tinhso.government.dossiers.actions.supplement import request_supplement
from tinhso.government.dossiers.models import FileCheck
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.rules.inputs import Missing
from tinhso.government.dossiers.views.officer import acting
from tinhso.government.dossiers.views.officer.frame import sent, show
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Conflict, Invalid, Refused


@dataclass(frozen=True)
class Line:
    """One thing that may be asked for. `id` names its two inputs; `given` says what is there now."""

    id: str
    kind: str
    key: str
    label: str
    given: str
    ticked: bool
    remark: str


@require_http_methods(["GET", "POST"])
@identity.access("officer")
def supplement(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Everything at once. A second request warns that it counts against the office and needs a reason."""
    actor = identity.actor_of(request)
    view = open_dossier(actor, dossier_id)
    lines = _lines(request, view)
    errors: dict[str, str] = {}
    status, stale = 200, False
    if request.method == "POST":
        errors = {
            f"{line.id}.remark": _("Hãy ghi cần bổ sung thế nào.")
            for line in lines
            if line.ticked and not line.remark.strip()
        }
        status = 422 if errors else 200
        if not errors:
            try:
                asked = _send(request, view, lines)
            except Refused as refused:
                status, stale = refused.status, isinstance(refused, Conflict)
                errors = _faults(refused)
            else:
                sent(request, f"bo-sung-{dossier_id}")
                messages.success(request, _("Đã gửi yêu cầu bổ sung %(n)s mục.") % {"n": asked})
                return HttpResponseRedirect(acting.after(dossier_id))
    elif "request_supplement" not in {move.verb for move in view.offered}:
        messages.info(request, acting.not_open(view))
        return HttpResponseRedirect(acting.after(dossier_id))
    return show(
        request,
        "supplement.html",
        "",
        status,
        view=view,
        dossier=view.dossier,
        lines=lines,
        errors=errors,
        typed=request.POST,
        again=bool(view.supplements),
        changes=acting.changes(request, view) if stale else [],
        stale=stale,
    )


def _lines(request: HttpRequest, view: Detail) -> list[Line]:
    """Papers first, those found unfit ticked with the officer's remark; then every answer of the form."""
    posted = request.method == "POST"
    unfit = {
        f.component_key: f.remark for f in view.files if f.checked == FileCheck.UNFIT and not f.replaced_at
    }
    have = {f.component_key for f in view.files if not f.replaced_at}
    things = [
        ("component", c.key, c.name, _("đã nộp") if c.key in have else _("chưa có")) for c in view.components
    ]
    things += [("field", *asked) for asked in _questions(view)]
    found = []
    for number, (kind, key, label, given) in enumerate(things):
        name = f"muc-{number}"
        found.append(
            Line(
                name,
                kind,
                key,
                label,
                given,
                ticked=request.POST.get(name) == "1" if posted else kind == "component" and key in unfit,
                remark=request.POST.get(f"{name}.remark", "")
                if posted
                else unfit.get(key, "")
                if kind == "component"
                else "",
            )
        )
    return found


def _questions(view: Detail) -> list[tuple[str, str, str]]:
    """Every question that applies: its name, its words, and what was answered."""
    data = view.dossier.data
    form = procedures.form(view.version)
    answers = [(str(path), str(answer)) for page in view.summary for _asked, answer, path in page.rows]
    found = []
    for page in form.pages(data):
        for asked in form.fields_of(page.key, data):
            own = [a for path, a in answers if path == asked.name or path.startswith(f"{asked.name}.")]
            found.append((asked.name, asked.label, "; ".join(a for a in own if a) or _("chưa khai")))
    return found


def _send(request: HttpRequest, view: Detail, lines: list[Line]) -> int:
    items = [Missing(line.kind, line.key, line.label, line.remark) for line in lines if line.ticked]
    given = request.POST.get("days", "").strip()
    if given and not (given.isascii() and given.isdigit() and len(given) < 4):
        raise Refused("not_a_number", _("Hãy gõ số ngày, từ 1 đến 365."), field="days")
    request_supplement(
        identity.actor_of(request),
        view.dossier.pk,
        items=items,
        reason=request.POST.get("reason", ""),
        days=int(given) if given else None,
        repeat_reason=request.POST.get("repeat_reason", ""),
        expected_version=acting.posted_version(request),
    )
    return len(items)


def _faults(refused: Refused) -> dict[str, str]:
    if isinstance(refused, Invalid):
        return {error.field: error.message for error in refused.errors}
    known = ("reason", "repeat_reason", "days")
    field = "reason" if refused.code == "reason_needed" else refused.field
    return {field if field in known else acting.FORM: str(refused)}
