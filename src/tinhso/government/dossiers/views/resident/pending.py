"""Nothing typed is lost to an expired login: a post of a signed-out visitor waits in the session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from tinhso.foundation.identity import api as identity

KEY = "pending_post"
MOST_BYTES = 200_000


def signed_in(request: HttpRequest) -> bool:
    """True for a resident with an account."""
    actor = identity.actor_of(request)
    return actor.kind == "resident" and actor.account_id is not None


def keep_and_login(request: HttpRequest) -> HttpResponse:
    """Put what was typed aside and send the visitor to sign in; it is taken up again on return."""
    if request.method == "POST":
        body = request.POST.urlencode()
        if len(body) <= MOST_BYTES:
            request.session[KEY] = {"path": request.path, "body": body}
    return HttpResponseRedirect(f"{reverse('identity:login')}?{urlencode({'next': request.path})}")


def take_up(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before the login expired, once; None when nothing waits."""
    kept = request.session.get(KEY)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[KEY]
    post = QueryDict(kept["body"], mutable=True)
    post.pop("csrfmiddlewaretoken", None)
    return post
