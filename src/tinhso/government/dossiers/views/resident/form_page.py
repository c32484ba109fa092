"""One page of the e-form: saved at every step, conditions decided here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.actions.drafts import save_draft
from tinhso.government.dossiers.views.resident import clash, drafting, pending, steps
from tinhso.government.dossiers.views.resident.account import known_of
from tinhso.government.dossiers.views.resident.doors import of_draft
from tinhso.lib.errors import NotFound


@require_http_methods(["GET", "POST"])
@identity.access("public")
@of_draft("track")
def form_page(request: HttpRequest, draft_id: UUID, page_key: str) -> HttpResponse:
    """Show or take one page. What was typed is saved even when something in it must be mended."""
    filing = drafting.open_filing(request, draft_id)
    if page_key not in {page.key for page in filing.form.all_pages}:
        raise NotFound("no_page", _("Biểu mẫu này không có trang bạn tìm."))
    typed: Any = request.POST if request.method == "POST" else pending.take_up(request)
    if typed is None:
        shown = filing.form.prefilled(known_of(request, filing.draft.people or {}), filing.data)
        return _page(request, filing, page_key, shown, {})
    actor, version = identity.actor_of(request), filing.draft.version
    rows = filing.form.change_rows(page_key, typed, filing.data)
    data, errors = (rows, {}) if rows is not None else filing.form.clean_page(page_key, typed, filing.data)
    if told := _clash(filing, page_key, typed, data):
        return _page(request, filing, page_key, data, errors, told)
    save_draft(actor, draft_id, data=data, page=page_key, expected_version=version)
    if rows is not None:
        return HttpResponseRedirect(reverse("dossiers:form_page", args=[draft_id, page_key]))
    if errors:
        return _page(request, drafting.open_filing(request, draft_id), page_key, data, errors)
    return drafting.go_on(request, draft_id, f"khai-{page_key}")


def _clash(
    filing: drafting.Filing, key: str, typed: Mapping[str, Any], data: Mapping[str, Any]
) -> clash.Clash | None:
    """What another window saved on this page since it was opened; None when that is the same or nothing."""
    if not clash.changed(typed, filing.draft.version, filing.part(steps.FORM + key)):
        return None
    rows = clash.form_rows(filing.form, key, filing.data, data)
    return clash.Clash(filing.draft.saved_at, rows) if rows else None


def _page(
    request: HttpRequest,
    filing: drafting.Filing,
    key: str,
    data: dict[str, Any],
    errors: dict[str, str],
    told: clash.Clash | None = None,
) -> HttpResponse:
    page = drafting.context(
        filing,
        f"khai-{key}",
        page=filing.form.page(key),
        fields=filing.form.fields_of(key, data, errors),
        errors=errors,
        clash=told,
    )
    status = 409 if told else 422 if errors else 200
    return render(request, "dossiers/resident/form_page.html", page, status=status)
