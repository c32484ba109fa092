"""The small commune behind a running site: quick to build, officers act through the actions."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.journeys import filing, harness
from tinhso.foundation.identity.models import Account
from tinhso.lib.actor import Actor


def account_of(actor: Actor) -> Account:
    """The account behind an actor of the small commune."""
    account = Account.objects.get(pk=actor.account_id)
    return account


def with_password(actor: Actor) -> Account:
    """The same, able to sign in by hand (`filing.sign_in`)."""
    account = account_of(actor)
    account.set_password(filing.PASSWORD)
    account.save()
    return account


def signed_in(page_at: Any, address: str, actor: Actor, *, width: int = 390, javascript: bool = True) -> Page:
    """A patient fresh window of this person."""
    page = filing.patient(page_at(width, javascript=javascript))
    harness.sign_in(page, address, account_of(actor))
    return page
