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
from tinhso.government.dossiers.actions.file_dossier import file_dossier
from tinhso.government.dossiers.models import Delivery
from tinhso.government.dossiers.rules.prepayment import Money, awaited
from tinhso.government.dossiers.views.resident import clash, drafting, steps
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Invalid, Refused


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("filed")
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything typed, with a way back to each page; filing needs the promise that it is true."""
    filing = drafting.open_filing(request, draft_id)
    if filing.draft.dossier:
        return HttpResponseRedirect(reverse("dossiers:filed", args=[filing.draft.dossier.code]))
    errors: dict[str, str] = {}
    if request.method != "POST":
        return _page(request, filing, errors)
    if clash.changed(request.POST, filing.draft.version, filing.part(steps.REVIEW)):
        return _page(request, filing, errors, clash.Clash(filing.draft.saved_at))
    errors = _faults(request, filing)
    if errors:
        return _page(request, filing, errors)
    try:
        filed = file_dossier(
            identity.actor_of(request),
            draft_id,
            delivery=request.POST["delivery"],
            expected_version=clash.seen_version(request.POST),
        )
    except Invalid as invalid:
        return _page(request, filing, {error.field: error.message for error in invalid.errors})
    except Refused as refused:
        # A paper of the store that ended meanwhile, or is another owner's: the person chooses again.
        if refused.code != "kept_not_offered":
            raise
        return _page(request, filing, {refused.field or "papers": str(refused)})
    return HttpResponseRedirect(reverse("dossiers:filed", args=[filed.dossier.code]))


def _page(
    request: HttpRequest,
    filing: drafting.Filing,
    errors: dict[str, str],
    told: clash.Clash | None = None,
) -> HttpResponse:
    agency = filing.draft.competent_agency_id
    fees = procedures.fees(filing.version, filing.data, "ONLINE")
    prepaid = awaited(Money(fee.collect, fee.amount) for fee in fees)
    page = drafting.context(
        filing,
        steps.REVIEW,
        summary=filing.form.summary(filing.data),
        papers=filing.draft.files.select_related("file").order_by("component_key", "added_at"),
        names={c.key: c.name for c in filing.components()},
        agency=organisation.agency(agency) if agency else None,
        fees=fees,
        # The reception's hours begin when a prepaid fee is there, and nobody knows when that is.
        reception_due=None if prepaid else worktime.calendar().add_hours(worktime.now(), 8),
        deliveries=Delivery.choices,
        delivery=request.POST.get("delivery", "") or filing.draft.delivery or "desk",
        errors=errors,
        clash=told,
    )
    status = 409 if told else 422 if errors else 200
    return render(request, "dossiers/resident/review.html", page, status=status)


def _faults(request: HttpRequest, filing: drafting.Filing) -> dict[str, str]:
    errors: dict[str, str] = {}
    open_stages = [s for s in filing.stages() if not s.done and s.key != steps.REVIEW]
    for stage in open_stages:
        errors[f"trang-{stage.key}"] = _("Trang “%(title)s” chưa xong.") % {"title": stage.title}
    if request.POST.get("delivery") not in Delivery.values:
        errors["delivery"] = _("Hãy chọn cách nhận kết quả.")
    if request.POST.get("promise") != "1":
        errors["promise"] = _("Hãy đánh dấu vào ô cam đoan rồi nộp.")
    return errors
