"""What the national front door closes for residents here: passwords. Officers keep theirs."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import front_door
from tinhso.lib.errors import Forbidden


def passwords_closed(on: date | None = None) -> bool:
    """True when residents open no account and use no password here: the national front door is in force."""
    return front_door(on) == "national"


def refuse_password_of_resident(login: str) -> None:
    """Forbidden `eid_only` for a number (citizen ID, tax number) where passwords are closed.

    Judged by the form of the login alone, so that nothing is told of who has an account.
    """
    if login.isdigit() and passwords_closed():
        raise Forbidden(
            "eid_only",
            _("Người dân và tổ chức đăng nhập bằng VNeID, không dùng mật khẩu ở đây."),
            field="login",
            way_out=_("Hãy bấm “Đăng nhập bằng VNeID” ở trang đăng nhập."),
        )
