"""The papers of a draft: each is opened and checked as it arrives, and the reason is told at once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions.drafts import drop_draft_file, put_draft_file
from tinhso.government.dossiers.views.resident import drafting, steps
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.lib.errors import Refused


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("track")
def papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """List the papers; take files (ids from the resumable upload, or the files themselves without script)."""
    filing = drafting.open_filing(request, draft_id)
    if not filing.components():  # no papers to bring for these answers
        return HttpResponseRedirect(filing.stages()[-1].url)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _take(request, filing)
        if not errors and "add" in request.POST:
            return HttpResponseRedirect(reverse("dossiers:papers", args=[draft_id]))
        filing = drafting.open_filing(request, draft_id)
        if not errors:
            errors = {
                f"file.{c.key}": _("Hãy tải lên: %(name)s.") % {"name": c.name}
                for c in filing.missing_papers()
            }
        if not errors:
            return HttpResponseRedirect(filing.after(steps.PAPERS))
    held: dict[str, list[object]] = {}
    for row in filing.draft.files.select_related("file").order_by("added_at"):
        held.setdefault(row.component_key, []).append(row)
    page = drafting.context(filing, steps.PAPERS, components=filing.components(), held=held, errors=errors)
    return render(request, "dossiers/resident/papers.html", page, status=422 if errors else 200)


def _take(request: HttpRequest, filing: drafting.Filing) -> dict[str, str]:
    """Put every file that came with this post to its component; errors by field."""
    actor = identity.actor_of(request)
    errors: dict[str, str] = {}
    for component in filing.components():
        name = f"file.{component.key}"
        try:
            given = request.POST.get(f"{name}__id", "")
            if given:
                put_draft_file(actor, filing.draft.pk, component.key, UUID(given))
            for upload in request.FILES.getlist(name):
                stored = files.store(actor, upload.name or "tep", upload)
                if stored.state != "ok":
                    raise Refused("file_refused", stored.reason, field=name)
                put_draft_file(actor, filing.draft.pk, component.key, stored.id)
        except Refused as refused:
            errors[name] = str(refused)
        except ValueError:
            errors[name] = _("Hãy chọn lại tệp này.")
    return errors


@require_POST
@identity.access("public")
@of_draft("track")
def drop(request: HttpRequest, draft_id: UUID, draft_file_id: UUID) -> HttpResponse:
    """Take a file off the draft."""
    drop_draft_file(identity.actor_of(request), draft_id, draft_file_id)
    return HttpResponseRedirect(reverse("dossiers:papers", args=[draft_id]))
