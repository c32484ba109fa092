"""Telling a person something about their own account, by the channels they left with us."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any
from uuid import UUID

from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.records.api import Subject
from tinhso.lib.errors import Busy


def tell(account_id: UUID, template: str, context: Mapping[str, Any], *, limit: int = 0) -> None:
    """Put a notice into the outbox, in the transaction of the act.

    With a `limit`, at most so many of this template a day for one account; more are dropped silently,
    so that a stranger cannot flood somebody's telephone.
    """
    if limit:
        try:
            throttle(f"tell:{template}:{account_id}", limit, 86_400)
        except Busy:
            return
    # Asked at the moment of telling: notices itself looks people up here.
    notices = import_module("tinhso.foundation.notices.api")
    notices.notify(template, account_id, dict(context), Subject("account", account_id))
