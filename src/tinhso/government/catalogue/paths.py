"""Where something of a record stands, in words: `methods[0].fee_amount` is the fee of the first way to file."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from tinhso.government.catalogue.words import field_name

_STEP = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<index>\d+)\])?")


def path_told(path: str) -> str:
    """A dotted path in words, counted from 1; an unknown cell keeps its own name. "" is the whole record."""
    if not path:
        return _("Cả bản ghi")
    told = []
    for place, step in enumerate(_STEP.finditer(path)):
        name = field_name(step["name"]) if place == 0 else cell_name(step["name"])
        if step["index"] is not None:
            name = _("%(name)s, dòng %(n)s") % {"name": name, "n": int(step["index"]) + 1}
        told.append(name)
    return ": ".join(told)


def cell_name(key: str) -> str:
    """A cell of a row."""
    names = {
        "channel": _("hình thức nộp"),
        "time_value": _("thời hạn"),
        "time_unit": _("đơn vị thời gian"),
        "fee_kind": _("loại phí"),
        "fee_amount": _("mức thu"),
        "fee_currency": _("loại tiền"),
        "note": _("ghi chú"),
        "case": _("trường hợp"),
        "items": _("giấy tờ"),
        "text": _("đoạn chữ kèm theo"),
        "name": _("tên"),
        "form_file": _("tệp mẫu"),
        "originals": _("số bản chính"),
        "copies": _("số bản sao"),
        "code": _("mã"),
    }
    return names.get(key, key)
