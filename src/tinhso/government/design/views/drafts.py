"""The drafts, beginning one, and one draft with everything that is wrong with it."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.design import queries
from tinhso.government.design.actions.drop import drop
from tinhso.government.design.actions.start import start
from tinhso.government.design.models import VersionDraft
from tinhso.government.design.views import _frame as frame
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import Refused
from tinhso.lib.posted import line

PAGE = 50


@never_cache
@access("admin", roles=frame.ADMIN)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Drafts that are being written, and those that ended."""
    return _listing(request, line(request.GET, "ma", 40))


@never_cache
@access("admin", roles=frame.ADMIN)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft from the newest version of a procedure."""
    code = line(request.POST, "code", 40)
    try:
        draft = start(actor_of(request), procedures.last_version(code).id)
    except Refused as refused:
        return _listing(request, code, refused)
    return frame.back("draft", draft)


def _listing(request: HttpRequest, code: str, refused: Refused | None = None) -> HttpResponse:
    states = VersionDraft.State
    labels: dict[str, str] = {
        states.OPEN: _("Đang viết"),
        states.PUBLISHED: _("Đã công bố"),
        states.DROPPED: _("Đã bỏ"),
    }
    chosen = request.GET.get("ds", "")
    chosen = chosen if chosen in labels else states.OPEN
    after = request.GET.get("sau", "")
    found = queries.drafts_page(chosen, after, PAGE)
    context = {
        "code": code,
        "errors": frame.errors_of(refused),
        "rows": [_row(draft) for draft in found],
        "title_of_list": labels[chosen],
        "chips": [
            {"label": label, "href": f"?ds={state}", "current": state == chosen}
            for state, label in labels.items()
        ],
        "first": f"?ds={chosen}" if after else None,
        "next": f"?ds={chosen}&sau={found.next}" if found.next else None,
    }
    return render(request, "design/drafts.html", context, status=refused.status if refused else 200)


def _row(draft: VersionDraft) -> dict[str, object]:
    return {
        "draft": draft,
        "by": frame.name_of(draft.saved_by),
        "href": reverse("design:draft", args=[draft.id]),
    }


@never_cache
@access("admin", roles=frame.ADMIN)
@require_safe
def one(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The check: faults file by file with their way out, what is ignored, what changed, every save."""
    draft, files = frame.opened(request, draft_id)
    faults = queries.faults(draft, files)
    before = request.GET.get("luu", "")
    saves = queries.saves(draft, before, PAGE)
    context = {
        "current": "draft",
        "faults": [(file, list(rows)) for file, rows in groupby(faults, key=lambda fault: fault.file)],
        "count": len(faults),
        "ignored": queries.ignored(files),
        "changed": [(name, change_name(kind)) for name, kind in queries.changed(draft, files).items()],
        "saves": [{"save": row, "by": frame.name_of(row.saved_by)} for row in saves],
        "older_saves": f"?luu={saves.next}#cac-lan-luu" if saves.next else None,
        "newest_saves": "?#cac-lan-luu" if before else None,
    }
    return frame.shown(request, "draft.html", draft, context)


def change_name(kind: str) -> str:
    """What happened to a file."""
    return {"added": _("Thêm mới"), "changed": _("Đã sửa"), "removed": _("Đã bỏ")}[kind]


@never_cache
@access("admin", roles=frame.ADMIN)
@require_POST
def give_up(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Close a draft that nobody needs."""
    drop(actor_of(request), draft_id, frame.expected(request))
    messages.success(request, _("Đã bỏ bản thảo. Các lần lưu vẫn được giữ để xem lại."))
    return HttpResponseRedirect(reverse("design:drafts"))
