"""Names, birth dates and e-mail addresses of people."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

LONGEST_NAME = 120
OLDEST_YEARS = 130
_EMAIL = re.compile(r"^[^@\s]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,180}[A-Za-z0-9])?\.[A-Za-z]{2,24}$")


def name_fault(name: str) -> str | None:
    """What is wrong with a person's name (cleaned text), as a sentence."""
    if not name:
        return _("Hãy nhập họ và tên như trên thẻ căn cước.")
    if len(name) > LONGEST_NAME:
        return _("Họ và tên dài quá %(longest)d ký tự.") % {"longest": LONGEST_NAME}
    if any(c.isdigit() or not (c.isalpha() or c in " '-.’") for c in name):
        return _("Họ và tên chỉ gồm chữ cái và khoảng trắng.")
    return None


def birth_date_fault(birth_date: date, today: date) -> str | None:
    """What is wrong with a birth date, as a sentence."""
    if birth_date >= today:
        return _("Ngày sinh phải trước ngày hôm nay.")
    if birth_date.year < today.year - OLDEST_YEARS:
        return _("Năm sinh quá xa. Hãy xem lại ngày sinh.")
    return None


def email_fault(email: str) -> str | None:
    """What is wrong with an e-mail address, as a sentence; empty is fine, since nobody must have one."""
    if email and (len(email) > 254 or not _EMAIL.match(email) or ".." in email):
        return _("Địa chỉ thư điện tử không đúng, ví dụ đúng: ten@example.vn.")
    return None


def parse_date(text: str) -> date | None:
    """A date typed as dd/mm/yyyy (also with - or .), or None when there is no such day."""
    parts = re.split(r"[/.\-\s]+", text.strip())
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[2]) != 4:
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        return None
