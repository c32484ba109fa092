"""Changing and resetting passwords."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import own_account
from tinhso.foundation.identity.actions.guard import clear_tries, reserve_try
from tinhso.foundation.identity.actions.sessions import end_all
from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.eid.fresh import proven_by_eid
from tinhso.foundation.identity.eid.national import passwords_closed, refuse_password_of_resident
from tinhso.foundation.identity.models import Account, OneTimeCode
from tinhso.foundation.identity.rules.logins import login_fault, normalise_login
from tinhso.foundation.identity.rules.one_time import digest, new_reset_code
from tinhso.foundation.identity.telling import tell
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

CODE_LIVES = timedelta(minutes=10)
# From one address; the ceilings for a login are far higher, so that a stranger cannot use them up alone.
CODE_TRIES = 5
CODES_PER_LOGIN_AND_ADDRESS = 5
CODES_PER_LOGIN = 15
TRIES_PER_LOGIN = 60
CODES_PER_ADDRESS = 30
# The place where the tries of somebody already signed in are counted.
OWN = "own"


def password_fault(password: str, login: str = "") -> str | None:
    """What is wrong with a new password, as a sentence; None when nothing is."""
    if len(password) < 10:
        return _("Mật khẩu phải có ít nhất 10 ký tự.")
    if len(password) > 200:
        return _("Mật khẩu dài quá 200 ký tự.")
    if login and login in password:
        return _("Mật khẩu không được chứa số định danh hoặc tên đăng nhập của bạn.")
    if len(set(password)) < 4:
        return _("Mật khẩu quá dễ đoán. Hãy dùng ba bốn từ không liên quan đến nhau.")
    try:
        validate_password(password)
    except ValidationError:
        return _("Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn mật khẩu khác.")
    return None


def change_password(actor: Actor, current: str, new: str) -> Account:
    """Set a new password, knowing the current one; every other device is signed out.

    Refused `password_wrong` or `password_weak`; Busy after too many wrong tries.
    """
    account = prove_password(actor, current)
    if fault := password_fault(new, account.login):
        clear_tries(account.login, OWN)
        raise Refused("password_weak", fault, field="password")
    with transaction.atomic():
        _set(account, new)
        end_all(account.pk, but=actor.session)
        record(actor, "account.change_password", Subject("account", account.pk))
    clear_tries(account.login, OWN)
    return account


def prove_password(actor: Actor, current: str) -> Account:
    """The actor's own account, once they have shown that they know its password, or just came by e-identity.

    Each try counts at the place `OWN` until `clear_tries`. Refused `password_wrong`; Busy after too many wrong tries.
    """
    account = Account.objects.get(pk=own_account(actor))
    if proven_by_eid(actor):
        return account
    if account.kind == Account.Kind.RESIDENT and passwords_closed():
        raise Forbidden(
            "eid_again",
            _("Bạn đã đăng nhập từ lâu nên cần chứng minh lại chính là bạn."),
            field="current",
            way_out=_("Hãy đăng xuất, đăng nhập lại bằng định danh điện tử, rồi làm lại trong 15 phút."),
        )
    reserve_try(account.login, OWN)
    if not check_password(current[:1000], account.password):
        raise Refused("password_wrong", _("Mật khẩu hiện tại không đúng."), field="current")
    return account


def request_reset(typed_login: str, ip: str = "", device: str = "") -> None:
    """Send a one-time code to the owner's phone or e-mail. Silent about whether the login exists.

    Earlier codes stay good for their ten minutes, so nobody spoils the owner's by asking for another. A
    browser that signed in before (`device`) is held by no limit that others can use up.
    """
    if fault := login_fault(typed_login):
        raise Refused("login_unreadable", fault, field="login")
    login = normalise_login(typed_login)
    refuse_password_of_resident(login)
    if device:
        throttle(f"reset-device:{login}:{device}", CODES_PER_LOGIN_AND_ADDRESS, 3600)
    else:
        if ip:
            throttle(f"reset-ip:{ip}", CODES_PER_ADDRESS, 3600)
        throttle(f"reset:{login}:{ip}", CODES_PER_LOGIN_AND_ADDRESS, 3600)
        throttle(f"reset:{login}", CODES_PER_LOGIN, 3600)
    code = new_reset_code()
    with transaction.atomic():
        account = Account.objects.filter(
            login=login, is_active=True, kind__in=["resident", "officer"]
        ).first()
        if account is None:
            return
        OneTimeCode.objects.filter(account=account, expires_at__lt=now()).delete()
        OneTimeCode.objects.create(
            account=account, digest=_digest(account.pk, code), sent_at=now(), expires_at=now() + CODE_LIVES
        )
        tell(account.pk, "password_reset_code", {"code": code, "minutes": 10})
        record(
            Actor(kind=account.kind, account_id=account.pk, ip=ip),
            "account.request_reset",
            Subject("account", account.pk),
        )


def reset_password(typed_login: str, code: str, new: str, ip: str = "", device: str = "") -> None:
    """Set a new password with a code that was sent; every device is signed out and the lock is lifted.

    Refused `code_wrong` for an unknown login, a wrong, used or late code alike; Busy after five tries from one
    address (or known `device`) within the life of a code. Wrong tries spoil no code: they are not its owner's.
    """
    login = normalise_login(typed_login)
    if fault := password_fault(new, login):
        raise Refused("password_weak", fault, field="password")
    if device:
        throttle(f"reset-try-device:{login}:{device}", CODE_TRIES, int(CODE_LIVES.total_seconds()))
    else:
        if ip:
            throttle(f"reset-try-ip:{ip}", 100, 3600)
        throttle(f"reset-try:{login}:{ip}", CODE_TRIES, int(CODE_LIVES.total_seconds()))
        throttle(f"reset-try:{login}", TRIES_PER_LOGIN, 3600)
    hashed = make_password(new)
    account = Account.objects.filter(login=login, is_active=True).first()
    if account is None or not _use_code(account.pk, code):
        raise Refused(
            "code_wrong",
            _("Mã không đúng hoặc đã hết hạn."),
            field="code",
            way_out=_("Hãy kiểm tra lại, hoặc xin mã mới."),
        )
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(password=hashed, must_change_password=False)
        end_all(account.pk)
        actor = Actor(kind=account.kind, account_id=account.pk, ip=ip)
        record(actor, "account.reset_password", Subject("account", account.pk))
    OneTimeCode.objects.filter(account=account, used_at__isnull=True).delete()
    clear_tries(login, "", device)


def _set(account: Account, password: str) -> None:
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])


def _use_code(account_id: UUID, code: str) -> bool:
    """Spend one of the living codes; each works once, also when it is sent twice at the same moment."""
    living = OneTimeCode.objects.filter(
        account_id=account_id, used_at__isnull=True, expires_at__gt=now(), digest=_digest(account_id, code)
    )
    return living.update(used_at=now()) > 0


def _digest(account_id: UUID, code: str) -> str:
    return digest(settings.SECRET_KEY, f"reset:{account_id}", code)
