"""Check the answers, then file: one dossier and one receipt, however often the button is pressed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.actions.file_dossier import file_dossier
from tinhso.government.dossiers.models import Delivery
from tinhso.government.dossiers.views.resident import drafting
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Invalid


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("filed")
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything typed, with a way back to each page; filing needs the promise that it is true."""
    filing = drafting.open_filing(request, draft_id)
    if filing.draft.dossier:
        return HttpResponseRedirect(reverse("dossiers:filed", args=[filing.draft.dossier.code]))
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _faults(request, filing)
        if not errors:
            return _file(request, filing)
    due = procedures.limits(filing.version, "ONLINE", filing.data)
    agency = filing.draft.competent_agency_id
    page = drafting.context(
        filing,
        drafting.REVIEW,
        summary=filing.form.summary(filing.data),
        papers=filing.draft.files.select_related("file").order_by("component_key", "added_at"),
        names={c.key: c.name for c in filing.components()},
        agency=organisation.agency(agency) if agency else None,
        fees=procedures.fees(filing.version, filing.data, "ONLINE"),
        reception_due=worktime.calendar().add_hours(worktime.now(), 8),
        limit=due,
        deliveries=Delivery.choices,
        errors=errors,
    )
    return render(request, "dossiers/resident/review.html", page, status=422 if errors else 200)


def _faults(request: HttpRequest, filing: drafting.Filing) -> dict[str, str]:
    errors: dict[str, str] = {}
    open_stages = [s for s in filing.stages() if not s.done and s.key != drafting.REVIEW]
    for stage in open_stages:
        errors[f"trang-{stage.key}"] = _("Trang “%(title)s” chưa xong.") % {"title": stage.title}
    if request.POST.get("delivery") not in Delivery.values:
        errors["delivery"] = _("Hãy chọn cách nhận kết quả.")
    if request.POST.get("promise") != "1":
        errors["promise"] = _("Hãy đánh dấu vào ô cam đoan rồi nộp.")
    return errors


def _file(request: HttpRequest, filing: drafting.Filing) -> HttpResponse:
    actor = identity.actor_of(request)
    save_draft(actor, filing.draft.pk, delivery=request.POST["delivery"])
    try:
        filed = file_dossier(actor, filing.draft.pk)
    except Invalid as invalid:
        errors = {error.field: error.message for error in invalid.errors}
        page = drafting.context(
            filing,
            drafting.REVIEW,
            summary=filing.form.summary(filing.data),
            papers=filing.draft.files.select_related("file"),
            names={c.key: c.name for c in filing.components()},
            deliveries=Delivery.choices,
            errors=errors,
        )
        return render(request, "dossiers/resident/review.html", page, status=422)
    return HttpResponseRedirect(reverse("dossiers:filed", args=[filed.dossier.code]))
