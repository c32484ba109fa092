"""The access framework: every door names its rule, and a door without one stays shut."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import actor_of
from tinhso.foundation.identity.rules.roles import ADMIN_ROLES, ROLES
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

View = TypeVar("View", bound=Callable[..., Any])
RULES = frozenset({"public", "signed_in", "resident", "officer", "admin", "client", "staff"})


@dataclass(frozen=True)
class AccessRule:
    """Who may pass: a kind of actor and, for officers, one of some roles (empty: any role)."""

    rule: str
    roles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"unknown access rule {self.rule!r}")
        if unknown := self.roles - set(ROLES):
            raise ValueError(f"unknown roles {sorted(unknown)}")

    def admits(self, actor: Actor) -> bool:
        """True when this actor may pass."""
        if not _KIND_TESTS[self.rule](actor):
            return False
        return not self.roles or actor.has(*self.roles)


_KIND_TESTS: dict[str, Callable[[Actor], bool]] = {
    "public": lambda actor: True,
    "signed_in": lambda actor: actor.account_id is not None and actor.kind in ("resident", "officer"),
    "resident": lambda actor: actor.kind == "resident" and actor.account_id is not None,
    "officer": lambda actor: actor.kind == "officer" and actor.capacity_id is not None,
    "admin": lambda actor: actor.kind == "officer" and actor.has(*ADMIN_ROLES),
    "staff": lambda actor: actor.kind == "officer" and actor.account_id is not None,
    "client": lambda actor: actor.kind == "client" and actor.account_id is not None,
}


def access(rule: str, *, roles: Collection[str] | None = None) -> Callable[[View], View]:
    """Name the access rule of a view (function or class) and enforce it.

    Rules: `public` anyone; `signed_in` any person with a session; `resident`; `officer` acting in a
    living capacity; `staff` an officer's account even before a capacity is chosen; `admin` a capacity
    with unit_admin or system_admin; `client` an API token. `roles`: one of them is needed besides.
    A signed-out visitor is sent to the login page and comes back; others get Forbidden.
    """
    needed = AccessRule(rule, frozenset(roles or ()))

    def decorate(view: View) -> View:
        if isinstance(view, type):
            view.access_rule = needed  # type: ignore[attr-defined]
            return cast(View, method_decorator(access(rule, roles=roles), name="dispatch")(view))

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            stopped = stop_or_pass(request, needed)
            return stopped if stopped is not None else view(request, *args, **kwargs)

        guarded.access_rule = needed  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def stop_or_pass(request: HttpRequest, needed: AccessRule) -> HttpResponse | None:
    """None when the visitor may pass; a redirect to login when signed out; Forbidden otherwise."""
    if needed.rule == "public" and not needed.roles:
        return None
    actor = actor_of(request)
    if needed.admits(actor):
        return _first_change_password(request)
    if actor.account_id is None:
        return to_login(request)
    raise refusal(actor, needed)


def _first_change_password(request: HttpRequest) -> HttpResponse | None:
    """A first password opens nothing but the page that changes it."""
    page = reverse("identity:change_password")
    if getattr(request.user, "must_change_password", False) and request.path != page:
        return HttpResponseRedirect(page)
    return None


def refusal(actor: Actor, needed: AccessRule) -> Forbidden:
    """The sentence for a signed-in actor who may not pass."""
    if actor.kind == "officer" and actor.capacity_id is None:
        return Forbidden(
            "no_capacity",
            _("Bạn chưa có vai trò nào còn hiệu lực."),
            way_out=_("Hãy liên hệ quản trị đơn vị của bạn."),
        )
    if needed.rule in ("officer", "admin", "staff") and actor.kind == "officer":
        return Forbidden(
            "role_needed",
            _("Vai trò hiện tại của bạn không được làm việc này."),
            way_out=_("Nếu bạn có vai trò khác, hãy chuyển vai trò rồi thử lại."),
        )
    return Forbidden("not_allowed", _("Tài khoản của bạn không được mở trang này."))


def to_login(request: HttpRequest) -> HttpResponse:
    """Send a signed-out visitor to the login page, to come back where they were."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    if request.headers.get("HX-Request") == "true":
        current = request.headers.get("HX-Current-URL", "")
        back = current if current else back
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"{settings.LOGIN_URL}?{urlencode({'next': back})}"
        return response
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")
