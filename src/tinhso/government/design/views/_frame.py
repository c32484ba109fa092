"""What every page of a draft shares: the draft, its files, the number to save against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import actor_of, person_name
from tinhso.government.design.access import draft_of, files_now
from tinhso.government.design.models import VersionDraft
from tinhso.lib.errors import Invalid, Refused

ADMIN = ("system_admin",)


def opened(request: HttpRequest, draft_id: UUID) -> tuple[VersionDraft, dict[str, str]]:
    """The draft and the files of its newest save."""
    draft = draft_of(actor_of(request), draft_id)
    return draft, files_now(draft)


def expected(request: HttpRequest) -> int:
    """The number of the save that the sent page was made from."""
    text = request.POST.get("lan", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def shown(
    request: HttpRequest,
    template: str,
    draft: VersionDraft,
    context: Mapping[str, Any],
    refused: Refused | None = None,
) -> HttpResponse:
    """A page of the draft; with a refusal its sentences at the top and their status."""
    told = {
        "draft": draft,
        "editable": draft.state == VersionDraft.State.OPEN,
        "errors": errors_of(refused),
        "saved_by": name_of(draft.saved_by),
        "tabs": tabs(draft),
    }
    return render(
        request, f"design/{template}", {**told, **context}, status=refused.status if refused else 200
    )


def errors_of(refused: Refused | None) -> dict[str, str]:
    """Field → sentence; what belongs to no field stands under `lan`."""
    if refused is None:
        return {}
    if isinstance(refused, Invalid):
        return {fault.field or "lan": fault.message for fault in refused.errors}
    return {refused.field or "lan": " ".join(part for part in (refused.message, refused.way_out) if part)}


def back(name: str, draft: VersionDraft, query: str = "") -> HttpResponseRedirect:
    """On to a page of the draft."""
    return HttpResponseRedirect(reverse(f"design:{name}", args=[draft.id]) + query)


def name_of(account_id: UUID | None) -> str:
    """Who it was, for the page."""
    return (person_name(account_id) if account_id else "") or _("Hệ thống")


def tabs(draft: VersionDraft) -> list[dict[str, str]]:
    """The pages of one draft."""
    pages = [
        ("draft", _("Kiểm tra")),
        ("process", _("Quy trình")),
        ("form", _("Biểu mẫu")),
        ("files", _("Tệp")),
        ("try", _("Chạy thử")),
        ("publish", _("Công bố")),
    ]
    return [
        {"key": key, "label": label, "href": reverse(f"design:{key}", args=[draft.id])}
        for key, label in pages
    ]
