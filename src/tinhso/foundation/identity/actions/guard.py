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


def reserve_try(login: str) -> None:
    """Count a try before it is checked, so that many at once cannot slip through; Busy while locked.

    `clear_tries` forgives all of them once the right password or code was given.
    """
    with transaction.atomic():
        moment = now()
        key = keyed("guard", login)
        LoginGuard.objects.get_or_create(key=key, defaults={"tried_at": moment})
        guard = LoginGuard.objects.select_for_update().get(key=key)
        if guard.locked_until and guard.locked_until > moment:
            minutes = -(-int((guard.locked_until - moment).total_seconds()) // 60)
            raise Busy(
                "locked",
                _("Đăng nhập đang tạm khóa vì sai nhiều lần."),
                way_out=_("Hãy thử lại sau %(minutes)d phút, hoặc đặt lại mật khẩu.") % {"minutes": minutes},
            )
        if moment - guard.tried_at > _FORGOTTEN_AFTER:
            guard.failures = 0
        guard.failures = min(guard.failures + 1, 1000)
        wait = wait_after(guard.failures)
        guard.locked_until = moment + wait if wait else None
        guard.tried_at = moment
        guard.save()


def clear_tries(login: str) -> None:
    """Forget the wrong tries of a login, after it was proved right."""
    LoginGuard.objects.filter(key=keyed("guard", login)).delete()
