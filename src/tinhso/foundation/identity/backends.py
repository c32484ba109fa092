"""How Django finds the account of a session. Passwords are checked by `actions.sign_in` alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db import connection
from django.http import HttpRequest

from tinhso.foundation.identity.models import Account
from tinhso.lib.prepared import prepared


class AccountBackend(BaseBackend):
    """Loads the account of a session; a closed account is nobody."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Never signs anybody in by itself: lock-out, second factor and throttles live in the action."""
        return None

    def get_user(self, user_id: UUID | str) -> Account | None:
        """The active account with this id, or None."""
        with prepared() as cursor:
            cursor.execute(_account(), [user_id])
            found = cursor.fetchone()
        return Account.from_db(connection.alias, _columns(), found) if found is not None else None


@lru_cache(maxsize=1)
def _columns() -> tuple[str, ...]:
    return tuple(field.attname for field in Account._meta.concrete_fields)


@lru_cache(maxsize=1)
def _account() -> str:
    """Asked with every request of somebody who is signed in."""
    columns = ", ".join(f'"{field.column}"' for field in Account._meta.concrete_fields)
    return f'SELECT {columns} FROM "{Account._meta.db_table}" WHERE id = %s AND is_active'  # noqa: S608
