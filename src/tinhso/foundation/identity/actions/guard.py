"""Lock-out after wrong passwords or codes, the same for logins that exist and that do not."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import LoginGuard
from tinhso.foundation.identity.rules.lockout import wait_after
from tinhso.foundation.identity.sealing import keyed
from tinhso.foundation.worktime.api import now
from tinhso.lib.errors import Busy

_FORGOTTEN_AFTER = timedelta(days=1)


def reserve_try(login: str, place: str = "") -> None:
    """Count a try before it is checked, so that many at once cannot slip through; Busy while locked.

    Tries are counted apart for each `place`: a browser that signed in before, the owner's open session, or
    the second factor. Strangers share the place without a name, so none of them locks the owner out there.
    `clear_tries` forgives all of them once the right password or code was given.
    """
    with transaction.atomic():
        moment = now()
        key = _key(login, place)
        LoginGuard.objects.get_or_create(key=key, defaults={"tried_at": moment})
        guard = LoginGuard.objects.select_for_update().get(key=key)
        if guard.locked_until and guard.locked_until > moment:
            minutes = -(-int((guard.locked_until - moment).total_seconds()) // 60)
            raise Busy(
                "locked",
                _("Đăng nhập từ đây đang tạm khóa vì có nhiều lần nhập sai."),
                way_out=_(
                    "Hãy thử lại sau %(minutes)d phút, đặt lại mật khẩu, "
                    "hoặc đăng nhập trên thiết bị bạn đã dùng trước đây."
                )
                % {"minutes": minutes},
            )
        if moment - guard.tried_at > _FORGOTTEN_AFTER:
            guard.failures = 0
        guard.failures = min(guard.failures + 1, 1000)
        wait = wait_after(guard.failures)
        guard.locked_until = moment + wait if wait else None
        guard.tried_at = moment
        guard.save()


def clear_tries(login: str, *places: str) -> None:
    """Forget the wrong tries of a login there (without places: among strangers), after it was proved right."""
    keys = [_key(login, place) for place in places or ("",)]
    LoginGuard.objects.filter(key__in=keys).delete()


def _key(login: str, place: str) -> str:
    return keyed("guard", f"{login}|{place}" if place else login)
