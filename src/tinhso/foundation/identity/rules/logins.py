"""What people type to sign in, in the one form that is stored."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

_USERNAME = re.compile(r"^[a-z][a-z0-9._-]{2,39}$")


def normalise_login(text: str) -> str:
    """Digits without separators when it is a number, else a lower-case username; never longer than 64."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()[:64]
    bare = re.sub(r"[\s.\-]", "", plain)
    return bare if bare.isascii() and bare.isdigit() else plain


def login_fault(text: str) -> str | None:
    """What is wrong with a typed login, as a sentence: nothing, or characters that nobody can type."""
    if not text.strip():
        return _("Hãy nhập số định danh, mã số thuế hoặc tên đăng nhập.")
    if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in text.strip()):
        return _("Trong số hoặc tên đăng nhập có ký tự không đọc được. Hãy nhập lại.")
    return None


def username_fault(username: str) -> str | None:
    """What is wrong with an officer's username, as a sentence."""
    if not _USERNAME.match(username):
        return _("Tên đăng nhập gồm 3–40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch; bắt đầu bằng chữ.")
    return None
