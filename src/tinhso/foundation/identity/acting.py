"""Who acts in a request: the account, its living capacity, the address it comes from."""

from __future__ import annotations

from ipaddress import ip_address
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.identity.info import CapacityInfo
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.queries import who_acts
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden

CAPACITY_KEY = "capacity"
_CACHE = "_tinhso_actor"
_CAPACITY = "_tinhso_capacity"
ANONYMOUS = Actor(kind="resident")


def actor_of(request: HttpRequest) -> Actor:
    """The actor of this request; an actor without `account_id` is a signed-out visitor.

    An officer acts in exactly one capacity: the one chosen in the session while it lives, else the
    first living one. An API client was set by its token. Asked once per request, then remembered.
    """
    known: Actor | None = getattr(request, _CACHE, None)
    if known is None:
        known = _find(request)
        set_actor(request, known)
    return known


def capacity_of(request: HttpRequest) -> CapacityInfo | None:
    """The capacity in which the officer of this request acts; None for everybody else."""
    actor = actor_of(request)
    known: CapacityInfo | None = getattr(request, _CAPACITY, None)
    return known if known is not None and known.id == actor.capacity_id else None


def own_account(actor: Actor) -> UUID:
    """The account of whoever acts on their own account; Forbidden for a visitor who is signed out."""
    if actor.account_id is None:
        raise Forbidden("not_signed_in", _("Bạn cần đăng nhập để làm việc này."))
    return actor.account_id


def set_actor(request: HttpRequest, actor: Actor | None) -> None:
    """Fix the actor of this request (API tokens), or forget it (None) after rights changed."""
    setattr(request, _CACHE, actor)


def _find(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if not isinstance(user, Account) and not getattr(user, "is_authenticated", False):
        return Actor(kind="resident", ip=client_ip(request))
    assert user is not None
    session = request.session.session_key or ""
    name, living = who_acts(user.pk)
    capacity = _chosen(request, living) if user.kind == Account.Kind.OFFICER else None
    setattr(request, _CAPACITY, capacity)
    return Actor(
        kind=user.kind,
        account_id=user.pk,
        capacity_id=capacity.id if capacity else None,
        agency_id=capacity.agency_id if capacity else None,
        roles=capacity.roles if capacity else frozenset(),
        label=_("%(name)s, %(position)s") % {"name": name, "position": capacity.position}
        if capacity
        else name,
        ip=client_ip(request),
        session=session,
    )


def _chosen(request: HttpRequest, living: list[CapacityInfo]) -> CapacityInfo | None:
    wanted = request.session.get(CAPACITY_KEY)
    return next((one for one in living if str(one.id) == wanted), living[0] if living else None)


def client_ip(request: HttpRequest) -> str:
    """The visitor's address as the front server saw it: the last entry that is not this machine's own.

    Only a proxy on this machine is believed; a direct visitor cannot choose an address. Two servers in a
    row here (the one that ends TLS, then ours) each add an entry, so our own addresses are passed over:
    else everybody would share the address, the limits and the doors of this machine.
    """
    peer = request.META.get("REMOTE_ADDR", "") or ""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    candidate = _named(forwarded) if forwarded and _is_local(peer) else peer
    try:
        return str(ip_address(candidate))
    except ValueError:
        return ""


def _named(forwarded: str) -> str:
    entries = [entry.strip() for entry in forwarded.split(",")]
    return next((entry for entry in reversed(entries) if not _is_local(entry)), entries[-1])


def _is_local(peer: str) -> bool:
    try:
        return peer == "" or ip_address(peer).is_loopback
    except ValueError:
        return False
