"""Officers of the measuring and their sessions: the same accounts for every line that needs one."""

from __future__ import annotations

from typing import Any


def accounts() -> dict[str, Any]:
    """The account of each role, made when there is none: the desk's, the committee's, the province's."""
    from bench import sizes

    found: dict[str, Any] = sizes.officers()
    return found


def cookie(account: Any) -> str:
    """The header value of a session of this account."""
    from django.conf import settings
    from django.test import Client

    from tinhso.foundation.identity.models import Account

    client = Client()
    client.force_login(Account.objects.get(pk=account))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def actor(account: Any) -> Any:
    """The account in the one capacity that it has."""
    from tinhso.foundation.identity.models import Capacity
    from tinhso.lib.actor import Actor

    held = Capacity.objects.get(account=account)
    return Actor(
        kind="officer",
        account_id=held.account_id,
        capacity_id=held.pk,
        agency_id=held.agency_id,
        roles=frozenset(held.roles),
    )
