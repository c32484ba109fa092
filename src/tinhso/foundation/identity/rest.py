"""Access for the REST API: bearer tokens of clients, and the rule of every operation."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial, wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.openapi.views import default_home
from ninja.operation import PathView
from ninja.security import HttpBearer
from ninja.signature.utils import get_typed_signature

from tinhso.foundation.identity.access import AccessRule, refusal
from tinhso.foundation.identity.acting import actor_of, client_ip, set_actor
from tinhso.foundation.identity.queries import client_of_token
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

Operation = TypeVar("Operation", bound=Callable[..., Any])
_scopes: set[str] = set()


def known_scopes() -> list[str]:
    """Every scope that an operation of the loaded routes asks for, in order."""
    return sorted(_scopes)


class Unauthenticated(Refused):
    """No token, or one that is unknown, expired or revoked."""

    status = 401


class TokenAuth(HttpBearer):
    """`Authorization: Bearer …` of a client. Gives the Actor; its scopes stand in `actor.roles`."""

    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The client behind the token, or None (401) when it is unknown, expired or revoked."""
        actor = client_of_token(token, client_ip(request))
        if actor is not None:
            set_actor(request, actor)
        return actor


def rest_access(
    rule: str, *, scope: str | None = None, roles: Collection[str] | None = None
) -> Callable[[Operation], Operation]:
    """Name the access rule of a REST operation and enforce it; `scope` must be on the client's token.

    Put it directly below the router's decorator. Browser sessions never count here, so the API needs no
    CSRF token: `public` and `client` are the rules that make sense.
    """
    needed = AccessRule(rule, frozenset(roles or ()))
    if scope is not None:
        _scopes.add(scope)

    def decorate(operation: Operation) -> Operation:
        @wraps(operation)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            _enforce(request, needed, scope)
            return operation(request, *args, **kwargs)

        guarded.__signature__ = get_typed_signature(operation)  # type: ignore[attr-defined]
        guarded.access_rule = needed  # type: ignore[attr-defined]
        return cast(Operation, guarded)

    return decorate


def _enforce(request: HttpRequest, needed: AccessRule, scope: str | None) -> None:
    auth = getattr(request, "auth", None)
    if isinstance(auth, Actor):
        set_actor(request, auth)
    else:
        set_actor(request, Actor(kind="resident", ip=client_ip(request)))
    if needed.rule == "public":
        return
    actor = actor_of(request)
    if actor.account_id is None:
        raise Unauthenticated("token_needed", _("Cần mã truy cập còn hiệu lực để gọi giao diện này."))
    if not needed.admits(actor):
        raise refusal(actor, needed)
    if scope is not None and scope not in actor.roles:
        raise Forbidden("scope_needed", _("Mã truy cập này không có phạm vi %(scope)s.") % {"scope": scope})


def is_api_root(view: Callable[..., Any]) -> bool:
    """True for the address of an API itself, which django-ninja answers with 404 and nothing else."""
    return isinstance(view, partial) and view.func is default_home


def operations_of(view: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The operation functions behind a django-ninja route; empty for any other view."""
    for cell in getattr(view, "__closure__", None) or ():
        owner = cell.cell_contents
        if isinstance(owner, PathView):
            return [operation.view_func for operation in owner.operations]
    return []
