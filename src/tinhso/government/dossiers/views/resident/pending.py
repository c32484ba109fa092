"""Nothing typed or chosen is lost to an expired login: a post of a signed-out visitor waits in the session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.errors import Refused

KEY = "pending_post"
MOST_BYTES = 200_000
# A row of the session table that a stranger can make as often as they like stays small.
SMALL, MOST_LARGE_AN_HOUR = 4_000, 60
# Seconds: whoever sits down at a shared machine later finds nothing.
KEPT_FOR = 3600
MOST_FILES_AN_HOUR = 40
_TAKEN = "_pending_taken"


def signed_in(request: HttpRequest) -> bool:
    """True for a resident with an account."""
    actor = identity.actor_of(request)
    return actor.kind == "resident" and actor.account_id is not None


def keep_and_login(request: HttpRequest, *, with_files: bool = False, expired: bool = False) -> HttpResponse:
    """Put what was typed aside and send the visitor to sign in; it is taken up again on return.

    `with_files`: the files of the post too (only where there is a draft they can be for). `expired`: the
    visitor was in the middle of something, so the login page says that it is kept.
    """
    if request.method == "POST":
        keep(request, with_files=with_files)
        if expired:
            messages.info(
                request,
                _(
                    "Phiên đăng nhập đã hết. Những gì bạn vừa gửi vẫn được giữ: đăng nhập xong là làm tiếp được ngay."
                ),
            )
    return HttpResponseRedirect(f"{reverse('identity:login')}?{urlencode({'next': request.path})}")


def keep(request: HttpRequest, *, with_files: bool = False) -> None:
    """Put this post aside in the session."""
    body = request.POST.urlencode()
    kept: dict[str, Any] = {"path": request.path, "body": body if len(body) <= MOST_BYTES else ""}
    kept["until"] = real_now().timestamp() + KEPT_FOR
    if len(body) > SMALL:
        try:
            identity.throttle(f"pending:{identity.actor_of(request).ip}", MOST_LARGE_AN_HOUR, 3600)
        except Refused:
            kept["body"] = ""
    if with_files:
        kept["files"], kept["faults"] = _set_aside(request)
    request.session[KEY] = kept


def _set_aside(request: HttpRequest) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Files of this post as (field, id), and why some could not be kept."""
    actor = identity.actor_of(request)
    found: list[tuple[str, str]] = []
    faults: dict[str, str] = {}
    for field, uploads in request.FILES.lists():
        for upload in uploads:
            try:
                identity.throttle(f"aside:{actor.ip}", MOST_FILES_AN_HOUR, 3600)
                found.append((field, str(files.set_aside(actor, upload.name or "tep", upload).id)))
            except Refused as refused:
                faults[field] = " ".join(part for part in (refused.message, refused.way_out) if part)
    return found, faults


def waits_for(request: HttpRequest, start: str) -> str:
    """The page a post waits for, when it lies under `start`; empty otherwise."""
    path = str((_waiting(request) or {}).get("path", ""))
    return path if path.startswith(start) else ""


def _waiting(request: HttpRequest) -> dict[str, Any] | None:
    """What waits, while its time lasts."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    return kept if kept and float(kept.get("until", 0)) > real_now().timestamp() else None


def take_up(request: HttpRequest) -> QueryDict | None:
    """What was sent to this page before the login expired, once; None when nothing waits.

    Its files now belong to the signed-in account and stand in `<field>__id`; why one was not kept stands in
    `<field>__fault`.
    """
    if hasattr(request, _TAKEN):
        return getattr(request, _TAKEN)  # type: ignore[no-any-return]
    kept = _waiting(request)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[KEY]
    post = QueryDict(kept["body"], mutable=True)
    post.pop("csrfmiddlewaretoken", None)
    waiting = [(field, UUID(ident)) for field, ident in kept.get("files", ())]
    if waiting:
        mine = {stored.id for stored in files.adopt(identity.actor_of(request), [i for _f, i in waiting])}
        for field, ident in waiting:
            if ident in mine:
                post.appendlist(f"{field}__id", str(ident))
    for field, fault in kept.get("faults", {}).items():
        post[f"{field}__fault"] = fault
    setattr(request, _TAKEN, post)
    return post
