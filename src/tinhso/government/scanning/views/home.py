"""A desk's scanning: hand in files, empty the scanner's folder, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.dossiers import api as dossiers
from tinhso.government.scanning.access import SCANNERS, desk_of
from tinhso.government.scanning.actions.begin import begin_batch
from tinhso.government.scanning.actions.take_in import Taken, folder_of, take_in
from tinhso.government.scanning.models import ScannerFolder
from tinhso.government.scanning.queries.lists import listed, refusals
from tinhso.government.scanning.views.handed import handed_in
from tinhso.government.scanning.words import batch_state, refusal, source_name
from tinhso.lib.errors import Invalid, Refused


@require_http_methods(["GET", "POST"])
@access("officer", roles=SCANNERS)
def home(request: HttpRequest) -> HttpResponse:
    """The form, the folder, the batches; a posted form makes a batch and opens it."""
    actor = actor_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = begin_batch(actor, handed_in(request, actor), request.POST.get("dossier_code", ""))
            return HttpResponseRedirect(reverse("scanning:batch", args=[made.pk]))
        except Invalid as invalid:
            errors = {error.field: error.message for error in invalid.errors}
        except Refused as refused:
            field = "dossier_code" if refused.code == "dossier_unknown" else refused.field or "files"
            errors = {field: str(refused)}
    desk = desk_of(actor)
    # Whoever sets up the scanner finds the folder that the page names.
    folder_of(desk.slug).mkdir(parents=True, exist_ok=True, mode=0o770)
    found = listed(actor, request.GET.get("sau", ""))
    row = ScannerFolder.objects.filter(agency_id=desk.id).first()
    before = request.GET.get("tu", "")
    left_out = refusals(desk.id, before)
    context: dict[str, Any] = {
        "desk": desk,
        "errors": errors,
        "typed": request.POST or {"dossier_code": request.GET.get("hs", "")[:60]},
        "rows": found.rows,
        "next": f"?sau={found.next}" if found.next else None,
        "first": reverse("scanning:home") if request.GET.get("sau") else None,
        "folder": folder_of(desk.slug).name,
        "taken_at": row.taken_at if row else None,
        "refusals": left_out,
        "refusal_pages": (
            "?#tu-choi" if before else None,
            f"?tu={left_out.next}#tu-choi" if left_out.next else None,
        ),
        "batch_state": batch_state,
        "source_name": source_name,
        "refusal": refusal,
        "worklists": dossiers.worklists(actor, "scanning"),
    }
    return render(request, "scanning/home.html", context, status=422 if errors else 200)


@require_POST
@access("officer", roles=SCANNERS)
def folder(request: HttpRequest) -> HttpResponse:
    """Empty the scanner's folder and say what became of each file."""
    taken = take_in(actor_of(request))
    _tell(request, taken)
    if taken.batch is not None and not taken.refused:
        return HttpResponseRedirect(reverse("scanning:batch", args=[taken.batch.pk]))
    return HttpResponseRedirect(reverse("scanning:home") + "#may-quet")


def _tell(request: HttpRequest, taken: Taken) -> None:
    if taken.files:
        messages.success(request, _("Tệp đã nhận từ máy quét: %(n)s.") % {"n": taken.files})
    if taken.refused:
        messages.error(request, _("Tệp không nhận được: %(n)s. Xem lý do bên dưới.") % {"n": taken.refused})
    if taken.waiting:
        told = _("Tệp máy quét còn đang ghi: %(n)s. Hãy bấm lại sau ít giây.")
        messages.info(request, told % {"n": taken.waiting})
    if taken.left:
        messages.info(request, _("Thư mục còn tệp. Hãy bấm lần nữa để nhận tiếp."))
    if not (taken.files or taken.refused or taken.waiting):
        messages.info(request, _("Thư mục của máy quét đang trống."))
