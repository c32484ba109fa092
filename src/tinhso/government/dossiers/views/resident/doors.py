"""The doors of pages that take something: one's own draft, not filed yet; one's own dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers.access import draft_of
from tinhso.government.dossiers.actions.renew_draft import new_rules, renew_draft, version_today
from tinhso.government.dossiers.models import Draft, SupplementRequest
from tinhso.government.dossiers.views.resident import drafting, pending
from tinhso.government.dossiers.views.resident.own import proven
from tinhso.lib.errors import Conflict, Refused

View = Callable[..., HttpResponse]
# Codes of refusals that say: one files this elsewhere today, or nowhere any more.
MOVED = ("filed_on_the_portal", "worked_elsewhere", "procedure_not_found")


def of_draft(after: str) -> Callable[[View], View]:
    """Keeps a post of a signed-out visitor and asks to sign in; leads from a filed draft to its dossier.

    `after` names the page a filed draft leads to: `filed` where the person has just filed, else `track`.
    """

    def door(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, draft_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            if not pending.signed_in(request):
                open_draft = Draft.objects.filter(pk=draft_id, dossier=None, expires_at__gt=worktime.now())
                return pending.keep_and_login(request, with_files=open_draft.exists(), expired=True)
            if gone := _filed(request, draft_id, after) or _moved(request, draft_id):
                return gone
            for last in (False, False, True):
                try:
                    return view(request, draft_id, *args, **kwargs)
                except Refused as refusal:
                    # Another window filed it, or saved another page, between our look and our act.
                    if gone := _elsewhere(request, draft_id, after, refusal):
                        return gone
                    if last or refusal.code != "stale_page":
                        raise
            raise AssertionError("the last try answers or raises")

        return page

    return door


def _elsewhere(request: HttpRequest, draft_id: UUID, after: str, refusal: Refused) -> HttpResponse | None:
    """Where a refusal leads: to the dossier that was filed meanwhile, to the draft that one takes along."""
    if refusal.code in MOVED:
        return HttpResponseRedirect(reverse("dossiers:carry", args=[draft_id]))
    if refusal.code == "version_changed":
        return HttpResponseRedirect(reverse("dossiers:draft", args=[draft_id]))
    return _filed(request, draft_id, after) if isinstance(refusal, Conflict) else None


def _moved(request: HttpRequest, draft_id: UUID) -> HttpResponse | None:
    """To the page where a draft is read and taken along, when one no longer files here.

    A draft of a version that is no longer in force is brought under today's rules, and says so.
    What is being sent is kept first, also what waited for the sign-in: nothing typed is lost at midnight.
    """
    if request.method == "POST" or pending.waits_for(request, request.path):
        return None
    draft = draft_of(identity.actor_of(request), draft_id)
    if drafting.place_today(draft).kind in ("portal", "ministry", drafting.ENDED):
        return HttpResponseRedirect(reverse("dossiers:carry", args=[draft_id]))
    version = version_today(draft)
    if version.id == draft.procedure_version_id:
        return None
    renewed = renew_draft(identity.actor_of(request), draft_id)
    told = _("Những gì bạn đã khai vẫn còn nguyên; hãy xem lại các câu hỏi và giấy tờ trước khi nộp.")
    messages.info(request, f"{new_rules(draft, version)} {told}")
    if draft.unit_code and not renewed.unit_code:
        messages.info(request, _("Địa giới hành chính đã thay đổi: hãy chọn lại xã, phường."))
    return HttpResponseRedirect(reverse("dossiers:draft", args=[draft_id]))


def of_dossier(view: View) -> View:
    """Keeps a post to a dossier that this session has not opened, and asks for the receipt or for a login.

    The same for every code, so that nothing is told of the dossiers that there are.
    """

    @wraps(view)
    def page(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or pending.signed_in(request) or proven(request, code):
            return view(request, code, *args, **kwargs)
        asked = SupplementRequest.objects.filter(dossier__code=code[:60], answered_at=None, closed_at=None)
        pending.keep(request, with_files=bool(request.FILES) and asked.exists())
        messages.info(
            request,
            _(
                "Phiên làm việc đã hết. Những gì bạn vừa gửi vẫn được giữ: nhập lại hai mã, hoặc đăng nhập, là làm tiếp được ngay."
            ),
        )
        return HttpResponseRedirect(f"{reverse('dossiers:find')}?{urlencode({'ma': code[:60]})}")

    return page


def _filed(request: HttpRequest, draft_id: UUID, after: str) -> HttpResponse | None:
    draft = draft_of(identity.actor_of(request), draft_id)
    if draft.dossier is None:
        return None
    return HttpResponseRedirect(reverse(f"dossiers:{after}", args=[draft.dossier.code]))
