"""Signing in: password, then the second factor where there is one, then a fresh session."""

from __future__ import annotations

from django.contrib.auth import login as open_session
from django.contrib.auth import logout as close_session
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import actor_of, client_ip, set_actor
from tinhso.foundation.identity.actions.demo import after_demo_sign_in
from tinhso.foundation.identity.actions.guard import clear_tries, reserve_try
from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.eid.national import refuse_password_of_resident
from tinhso.foundation.identity.models import Account, SignIn
from tinhso.foundation.identity.rules.logins import login_fault, normalise_login
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.errors import Refused
from tinhso.lib.text import clean

BACKEND = "tinhso.foundation.identity.backends.AccountBackend"
TRIES_PER_ADDRESS = 100
ADDRESS_WINDOW = 600
_kept: set[str] = set()


def keep_at_sign_in(key: str) -> None:
    """Say that a key of the session outlives signing in: what a person was sending when their login ran out.

    Called once, from the room's AppConfig.ready.
    """
    _kept.add(key)


def check_login(typed_login: str, password: str, ip: str, device: str = "") -> Account:
    """The account behind a login and its password; it is not signed in yet.

    Unknown logins, wrong passwords and closed accounts give one and the same refusal after the same
    work; a locked login gives Busy whether it exists or not. `device` is the id of a browser that signed in
    with this login before (`known_device`): its tries are counted apart, and no stranger's stand against it.
    """
    if fault := login_fault(typed_login):
        raise Refused("login_unreadable", fault, field="login")
    login = normalise_login(typed_login)
    refuse_password_of_resident(login)
    if ip and not device:
        throttle(f"login-ip:{ip}", TRIES_PER_ADDRESS, ADDRESS_WINDOW)
    reserve_try(login, device)
    account = Account.objects.filter(login=login, is_active=True, kind__in=["resident", "officer"]).first()
    if not _password_fits(account, password[:1000]) or account is None:
        raise Refused(
            "login_wrong",
            _("Số định danh (hoặc tên đăng nhập) hoặc mật khẩu không đúng."),
            field="login",
            way_out=_("Hãy kiểm tra rồi nhập lại."),
        )
    if not account.has_second_factor:
        clear_tries(login, device)
    return account


def _password_fits(account: Account | None, password: str) -> bool:
    """Check the password; for nobody, do the same work so that the time tells nothing."""
    if account is None:
        make_password(password)
        return False
    return check_password(password, account.password)


def sign_in(request: HttpRequest, account: Account, *, level: str = "") -> SignIn:
    """Open a session for a checked account: a fresh one, remembered as a device, recorded.

    Nothing of the visitor before goes into it (the machine may be shared), except what a room said is for
    whoever signs in next: see `keep_at_sign_in`. `level` is that of the e-identity; empty for a password.
    """
    with transaction.atomic():
        after_demo_sign_in(account)
        kept = {key: request.session[key] for key in _kept if key in request.session}
        request.session.flush()
        open_session(request, account, backend=BACKEND)
        request.session.update(kept)
        request.session.save()
        set_actor(request, None)
        row = SignIn.objects.create(
            account=account,
            session_key=request.session.session_key or "",
            ip=client_ip(request) or None,
            device=clean(request.headers.get("User-Agent", ""))[:200],
            level=level,
            started_at=now(),
        )
        record(actor_of(request), "account.sign_in", Subject("account", account.pk), {"sign_in": row.pk})
    return row


def sign_out(request: HttpRequest) -> None:
    """End this session everywhere it is known."""
    SignIn.objects.filter(session_key=request.session.session_key or "", ended_at__isnull=True).update(
        ended_at=now()
    )
    close_session(request)
    set_actor(request, None)


def rotate(request: HttpRequest) -> None:
    """Give the session a new key because its rights rise; an older key is worth nothing afterwards."""
    old = request.session.session_key or ""
    request.session.cycle_key()
    SignIn.objects.filter(session_key=old).update(session_key=request.session.session_key)
    set_actor(request, None)
