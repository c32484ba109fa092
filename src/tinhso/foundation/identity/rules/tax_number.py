"""The tax number (mã số thuế): 10 digits with a check digit, and 3 more for a branch."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.vn import mst


def normalise(text: str) -> str:
    """The number as stored: digits only, without spaces, dots or the hyphen before a branch."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in ".-")


def fault(number: str) -> str | None:
    """What is wrong with a normalised tax number, as a sentence; None when nothing is."""
    if not (number.isascii() and number.isdigit()) or len(number) not in (10, 13):
        return _("Mã số thuế phải có 10 chữ số, hoặc 13 chữ số nếu là chi nhánh.")
    try:
        mst.validate(number)
    except ValidationError:
        return _("Mã số thuế không đúng: chữ số kiểm tra không khớp. Hãy xem lại trên giấy đăng ký.")
    return None
