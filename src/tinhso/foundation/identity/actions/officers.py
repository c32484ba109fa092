"""Opening and closing the accounts of officers."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.demo_residents import demo_only
from tinhso.foundation.identity.models import Account, Person
from tinhso.foundation.identity.rules.logins import username_fault
from tinhso.foundation.identity.rules.names import name_fault
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid
from tinhso.lib.text import clean


@act("account.create_officer")
def create_officer(
    actor: Actor,
    username: str,
    name: str,
    password: str | None,
    *,
    email: str = "",
    phone: str = "",
    must_change_password: bool = True,
    is_demo: bool = False,
) -> UUID:
    """Open an officer's account, without any right until a capacity is given; its id.

    `password` is a first one, to be changed at the first sign-in unless told otherwise; None: nobody signs
    in, for the made-up officers of a demonstration only (Forbidden elsewhere).
    Invalid for a faulty or taken username or name.
    """
    if password is None:
        demo_only()
    if actor.kind != "system" and not actor.has("unit_admin", "system_admin"):
        raise Forbidden("admin_only", _("Chỉ quản trị viên được tạo tài khoản cán bộ."))
    name = clean(name)
    pairs = (("username", username_fault(username)), ("name", name_fault(name)))
    if errors := [FieldError(field, fault) for field, fault in pairs if fault]:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                kind=Account.Kind.OFFICER,
                login=username,
                password=make_password(password),
                created_at=now(),
                must_change_password=must_change_password,
                is_demo=is_demo,
            )
            Person.objects.create(account=account, name=name, email=email, phone=phone)
    except IntegrityError:
        raise Invalid([FieldError("username", _("Tên đăng nhập này đã có người dùng."))]) from None
    record(actor, "account.create_officer", Subject("account", account.pk), {"agency": actor.agency_id})
    return account.pk
