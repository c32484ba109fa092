"""How Django finds the account of a session. Passwords are checked by `actions.sign_in` alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tinhso.foundation.identity.models import Account


class AccountBackend(BaseBackend):
    """Loads the account of a session; a closed account is nobody."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Never signs anybody in by itself: lock-out, second factor and throttles live in the action."""
        return None

    def get_user(self, user_id: UUID | str) -> Account | None:
        """The active account with this id, or None."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
