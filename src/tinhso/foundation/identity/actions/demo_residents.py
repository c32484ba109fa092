"""Accounts of made-up residents: nobody can sign in as them, and they exist in a demonstration only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.register import PersonClaim, open_person
from tinhso.lib.errors import Forbidden


def open_demo_resident(claim: PersonClaim) -> UUID:
    """An unverified account whose password fits nothing typed (no hash is worked out); its id.

    Forbidden outside demo mode; IntegrityError when the number already has an account.
    """
    demo_only()
    with transaction.atomic():
        return open_person(claim, make_password(None)).pk


def demo_only() -> None:
    """Refuse outside demo mode."""
    if not settings.DEMO:
        raise Forbidden("demo_only", _("Chỉ bản trình diễn có tài khoản mẫu."))
