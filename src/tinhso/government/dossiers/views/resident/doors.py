"""The door of every page of filing: signed in, one's own draft, not filed yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tinhso.foundation.identity import api as identity
from tinhso.government.dossiers.access import draft_of
from tinhso.government.dossiers.views.resident import pending
from tinhso.lib.errors import Conflict

View = Callable[..., HttpResponse]


def of_draft(after: str) -> Callable[[View], View]:
    """Keeps a post of a signed-out visitor and asks to sign in; leads from a filed draft to its dossier.

    `after` names the page a filed draft leads to: `filed` where the person has just filed, else `track`.
    """

    def door(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, draft_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            if not pending.signed_in(request):
                return pending.keep_and_login(request)
            if gone := _filed(request, draft_id, after):
                return gone
            for last in (False, False, True):
                try:
                    return view(request, draft_id, *args, **kwargs)
                except Conflict as conflict:
                    # Another window filed it, or saved another page, between our look and our act.
                    if gone := _filed(request, draft_id, after):
                        return gone
                    if last or conflict.code != "stale_page":
                        raise
            raise AssertionError("the last try answers or raises")

        return page

    return door


def _filed(request: HttpRequest, draft_id: UUID, after: str) -> HttpResponse | None:
    draft = draft_of(identity.actor_of(request), draft_id)
    if draft.dossier is None:
        return None
    return HttpResponseRedirect(reverse(f"dossiers:{after}", args=[draft.dossier.code]))
