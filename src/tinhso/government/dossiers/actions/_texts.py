"""Cleaning what people type before it reaches a row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.lib.errors import Refused
from tinhso.lib.text import clean


def text(value: str, field: str, most: int, *, needed: bool = False) -> str:
    """Clean text of at most `most` characters; Refused names the field."""
    cleaned = clean(value or "")
    if needed and not cleaned:
        raise Refused("text_needed", _("Hãy điền nội dung này."), field=field)
    if len(cleaned) > most:
        raise Refused(
            "text_too_long",
            _("Nội dung dài quá %(most)d ký tự (hiện có %(length)d).")
            % {"most": most, "length": len(cleaned)},
            field=field,
            way_out=_("Rút gọn nội dung, hoặc gửi phần chi tiết trong tệp đính kèm."),
        )
    return cleaned
