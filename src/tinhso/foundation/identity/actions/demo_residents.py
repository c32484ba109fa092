"""Accounts of made-up people: nobody can sign in as them but a simulation, and they exist in a demonstration only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, is_password_usable, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.register import PersonClaim, open_person
from tinhso.foundation.identity.models import Account
from tinhso.foundation.identity.sealing import keyed
from tinhso.lib.errors import Forbidden


def open_demo_resident(claim: PersonClaim) -> UUID:
    """An unverified account whose password fits nothing typed (no hash is worked out); its id.

    Forbidden outside demo mode; IntegrityError when the number already has an account.
    """
    demo_only()
    with transaction.atomic():
        return open_person(claim, make_password(None)).pk


def lend_password(account_id: UUID) -> tuple[str, str]:
    """Login and password with which a simulation signs in as a made-up account through the real page.

    The password is derived from the site's secret and given only to an account with which nobody can sign in;
    Forbidden for one that somebody uses, and outside demo mode.
    """
    demo_only()
    account = Account.objects.get(pk=account_id)
    password = keyed("lent-password", account.login)[:40]
    if not is_password_usable(account.password):
        account.password, account.must_change_password = make_password(password), False
        account.save(update_fields=["password", "must_change_password"])
    elif not check_password(password, account.password):
        raise Forbidden("not_made_up", _("Tài khoản này có người dùng, mô phỏng không đăng nhập thay."))
    return account.login, password


def demo_only() -> None:
    """Refuse outside demo mode."""
    if not settings.DEMO:
        raise Forbidden("demo_only", _("Chỉ bản trình diễn có tài khoản mẫu."))
