"""Limits and fees of a record: what it states is kept as not verified, what it leaves open an officer settles."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.catalogue.rules.generated.settled import Gaps, Settled
from tinhso.government.catalogue.rules.generated.texts import NOTE, cut
from tinhso.government.catalogue.rules.shapes import Channel, Method, Record
from tinhso.lib.money import vnd

# What stands before an officer's reason; packages are written in Vietnamese.
SETTLED_BY = "Đặt khi mở thủ tục: "
# “Nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo”: what comes earlier is done that day. The portal's
# column then holds a “1” without a unit, and the sentence speaks of filing at the desk alone.
_LATE = re.compile(r"sau (\d{1,2}) giờ[^.;]{0,60}ngày làm việc tiếp theo")
CHANNELS: tuple[Channel, ...] = ("DIRECT", "ONLINE", "POSTAL")


def channels(record: Record) -> tuple[Channel, ...]:
    """The ways of filing that the source names; without any, the desk, which must always receive."""
    found = {method.channel for method in record.methods}
    return tuple(channel for channel in CHANNELS if channel in found) or ("DIRECT",)


def gaps(record: Record) -> Gaps:
    """What an officer has to settle before anybody can file."""
    open_limits = tuple(channel for channel in channels(record) if not _stated(record, channel))
    return Gaps(open_limits, any("amount" not in row for row in _stated_fees(record)))


def limits(record: Record, settled: Settled) -> list[dict[str, Any]]:
    """The rows [[limits]], one for each way of filing."""
    return [_limit_row(record, channel, settled) for channel in channels(record)]


def _limit_row(record: Record, channel: Channel, settled: Settled) -> dict[str, Any]:
    stated = _stated(record, channel)
    note = cut(" ".join(dict.fromkeys(m.note for m in _of(record, channel) if m.note)), NOTE)
    if stated:
        legal = settled.decision if settled.checked else ""
        return {
            "channel": channel,
            **stated,
            "verified": settled.checked,
            "note": note,
            "legal": legal,
        }
    if settled.limit is None:
        return {"channel": channel, "verified": False, "note": note or _("Nguồn không ghi rõ thời hạn.")}
    reason = _("Đặt khi mở thủ tục: %(reason)s") % {"reason": cut(settled.limit_reason, NOTE)}
    return {
        "channel": channel,
        **_figure(settled.limit),
        "verified": True,
        "note": " ".join(part for part in (reason, note) if part),
        "legal": settled.decision,
    }


def _stated(record: Record, channel: Channel) -> dict[str, Any]:
    """The limit that the source tells: a figure with its unit, or the rule of the day of reception in its steps."""
    if (limit := _limit(record, channel)) is not None:
        return _figure(limit)
    told = " ".join([record.steps, *(method.note for method in _of(record, channel))])
    hour = _LATE.search(told) if channel == "DIRECT" else None
    return {"unit": "SAME_DAY", "after": f"{int(hour[1]):02}:00"} if hour else {}


def _of(record: Record, channel: Channel) -> list[Method]:
    return [method for method in record.methods if method.channel == channel]


def _limit(record: Record, channel: Channel) -> tuple[Decimal, str] | None:
    """The one limit that the source states for the channel; several different ones are as good as none."""
    found = {method.limit for method in _of(record, channel)}
    if len(found) != 1:
        return None
    limit = found.pop()
    if limit is None or (limit[1] in ("DAY", "MONTH") and limit[0] % 1):
        return None
    return limit


def _figure(limit: tuple[Decimal, str]) -> dict[str, Any]:
    if limit[1] == "SAME_DAY":
        hour = int(limit[0])
        return {"unit": limit[1]} | ({"after": f"{hour:02}:00"} if hour < 24 else {})
    return {"value": limit[0].normalize().__format__("f"), "unit": limit[1]}


def fees(record: Record, settled: Settled) -> list[dict[str, Any]]:
    """The rows [[fees]]; an amount that nobody states stays open until an officer settles it."""
    rows = _stated_fees(record)
    for number, row in enumerate(rows, 1):
        row["key"] = f"khoan-thu-{number}"
        if "amount" not in row and settled.fee is not None:
            row.pop("text", None)
            reason = _("Đặt khi mở thủ tục: %(reason)s") % {"reason": cut(settled.fee_reason, NOTE)}
            row |= {"amount": settled.fee, "verified": True, "legal": settled.decision}
            row["note"] = " ".join(part for part in (reason, row["note"]) if part)
    return rows


def _stated_fees(record: Record) -> list[dict[str, Any]]:
    """One row for all ways of filing that cost the same by the source."""
    groups: dict[tuple[frozenset[int], bool, str], list[str]] = {}
    for channel in channels(record):
        of_channel = _of(record, channel)
        amounts = frozenset(a for m in of_channel if (a := _amount(m)) is not None)
        sure = bool(of_channel) and all(_amount(m) is not None for m in of_channel)
        note = cut(" ".join(dict.fromkeys(m.note for m in of_channel if m.note)), NOTE)
        groups.setdefault((amounts, sure, note), []).append(channel)
    return [_fee_row(*key, names) for key, names in groups.items()]


def _amount(method: Method) -> int | None:
    """Whole đồng when the source says so; "free or unstated" says nothing, another currency is no amount here."""
    if method.fee_kind == "FREE":
        return 0
    return method.fee_amount if method.fee_kind == "AMOUNT" and method.fee_currency == "VND" else None


def _fee_row(amounts: frozenset[int], sure: bool, note: str, names: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": _("Phí, lệ phí"), "kind": "fee", "channels": names}
    if sure and len(amounts) == 1:
        row["amount"] = next(iter(amounts))
    elif len(amounts) > 1:
        told = " / ".join(vnd(amount) for amount in sorted(amounts))
        row["text"] = _("%(amounts)s, tùy trường hợp") % {"amounts": told}
    return {**row, "verified": False, "note": note}
