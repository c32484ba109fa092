"""The papers of a draft: each is opened and checked as it arrives, and the reason is told at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions.drafts import drop_draft_file, put_draft_file
from tinhso.government.dossiers.actions.reuse_in_draft import offered_in_draft, reuse_paper, unproven
from tinhso.government.dossiers.queries.kept import Kept
from tinhso.government.dossiers.views.resident import drafting, pending, steps
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.lib.actor import Actor
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
    typed = request.POST if request.method == "POST" else pending.take_up(request)
    if typed is not None and "reuse" in typed:
        errors = _reuse(request, filing, typed)
        if not errors:
            return HttpResponseRedirect(reverse("dossiers:papers", args=[draft_id]))
    elif typed is not None:
        errors = _take(request, filing, typed)
        if not errors and "add" in typed:
            return HttpResponseRedirect(reverse("dossiers:papers", args=[draft_id]))
        filing = drafting.open_filing(request, draft_id)
        if not errors:
            errors = {
                f"file.{c.key}": _("Hãy tải lên: %(name)s.") % {"name": c.name}
                for c in filing.missing_papers()
            }
        if not errors:
            return HttpResponseRedirect(filing.after(steps.PAPERS))
    held: dict[str, list[Any]] = {}
    for row in filing.draft.files.select_related("file").order_by("added_at"):
        held.setdefault(row.component_key, []).append(row)
    kept = offered_in_draft(identity.actor_of(request), filing.draft)
    page = drafting.context(
        filing,
        steps.PAPERS,
        components=filing.components(),
        held=held,
        kept=_unused(kept, held),
        of_kept={one.token: one for found in kept.values() for one in found},
        errors=errors,
        unproven=unproven(identity.actor_of(request), filing.draft),
    )
    return render(request, "dossiers/resident/papers.html", page, status=422 if errors else 200)


def _take(request: HttpRequest, filing: drafting.Filing, typed: QueryDict) -> dict[str, str]:
    """Put every file that came with this post to its component; errors by field. A bad file stops no good one."""
    actor = identity.actor_of(request)
    errors: dict[str, str] = {}
    for component in filing.components():
        name = f"file.{component.key}"
        if fault := typed.get(f"{name}__fault", ""):
            errors[name] = fault
        for given in typed.getlist(f"{name}__id"):
            if given:
                _put(actor, filing, component.key, given, errors)
        for upload in request.FILES.getlist(name):
            try:
                stored = files.store(actor, upload.name or "tep", upload)
            except Refused as refused:
                errors[name] = str(refused)
            else:
                _put(actor, filing, component.key, str(stored.id), errors)
    return errors


def _reuse(request: HttpRequest, filing: drafting.Filing, typed: QueryDict) -> dict[str, str]:
    """Take what came with the post, then put the chosen paper of the store: `reuse` is component|token."""
    component, _bar, token = str(typed.get("reuse", "")).partition("|")
    errors = _take(request, filing, typed)
    try:
        reuse_paper(identity.actor_of(request), filing.draft.pk, component, token)
    except Refused as refused:
        errors[f"file.{component}"] = str(refused)
    return errors


def _unused(kept: dict[str, list[Kept]], held: dict[str, list[Any]]) -> dict[str, list[Kept]]:
    """What is offered and not yet put to its component."""
    have = {key: {row.file_id for row in rows} for key, rows in held.items()}
    return {
        key: [one for one in found if one.file.pk not in have.get(key, ())] for key, found in kept.items()
    }


def _put(actor: Actor, filing: drafting.Filing, key: str, given: str, errors: dict[str, str]) -> None:
    try:
        put_draft_file(actor, filing.draft.pk, key, UUID(given))
    except Refused as refused:
        errors[f"file.{key}"] = str(refused)
    except ValueError:
        errors[f"file.{key}"] = _("Hãy chọn lại tệp này.")


@require_POST
@identity.access("public")
@of_draft("track")
def drop(request: HttpRequest, draft_id: UUID, draft_file_id: UUID) -> HttpResponse:
    """Take a file off the draft."""
    drop_draft_file(identity.actor_of(request), draft_id, draft_file_id)
    return HttpResponseRedirect(reverse("dossiers:papers", args=[draft_id]))
