"""Who decides, as far as a record tells: a level of the province's own administration, or a linked agency."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.catalogue.rules.generated.settled import NotGenerated, Settled
from tinhso.government.catalogue.rules.generated.texts import cut
from tinhso.government.catalogue.rules.shapes import Record

# Lowest first: the level nearest to people is the usual one.
LOCAL = ("commune", "province")
# "cơ sở" (a base) is not "sở" (a department).
_OWN = re.compile(r"\b(ủy ban|uỷ ban|ubnd|chủ tịch|(?<!cơ )sở)\b", re.IGNORECASE)
_LINKED = (
    ("police", re.compile(r"công an|cảnh sát|xuất nhập cảnh", re.IGNORECASE)),
    ("social_insurance", re.compile(r"bảo hiểm xã hội", re.IGNORECASE)),
    ("land_registry", re.compile(r"văn phòng đăng ký đất đai", re.IGNORECASE)),
    ("other", re.compile(r"hải quan|ngân hàng nhà nước|kho bạc|chứng khoán|dự trữ nhà nước|tòa án", re.IGNORECASE)),
    ("tax_office", re.compile(r"\bthuế\b", re.IGNORECASE)),
)  # fmt: skip


def levels(record: Record) -> tuple[str, ...]:
    """The levels of the province at which the record says that it is done, the lowest first."""
    return tuple(level for level in LOCAL if level in record.levels)


def level_of(record: Record, wanted: str = "") -> str:
    """The level to generate for. NotGenerated when the record is not one of the province's at all, or not there."""
    found = levels(record)
    if not found:
        raise NotGenerated(
            "not_local", _("Danh mục không ghi thủ tục này do cấp tỉnh hoặc cấp xã giải quyết.")
        )
    if wanted and wanted not in found:
        names = {"province": _("cấp tỉnh"), "commune": _("cấp xã")}
        raise NotGenerated(
            "not_at_level",
            _("Danh mục không ghi thủ tục này ở %(level)s.") % {"level": names.get(wanted, wanted)},
        )
    return wanted or found[0]


def authority(record: Record, settled: Settled) -> dict[str, Any]:
    """The row [[authority]]: the committee or department of the level, unless the source names another body."""
    source = record.executing or record.authority
    row: dict[str, Any] = {
        "level": level_of(record, settled.level),
        "kind": _linked(source),
        "valid_from": settled.valid_from,
    }
    if row["kind"] == "other":
        row["name"] = cut(source, 200)
    if source:
        row["note"] = _("Nguồn ghi cơ quan thực hiện: %(name)s") % {"name": cut(source, 400)}
    return row


def _linked(source: str) -> str:
    if not source or _OWN.search(source):
        return ""
    return next((kind for kind, words in _LINKED if words.search(source)), "")
