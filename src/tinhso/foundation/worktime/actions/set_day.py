"""Set a day off, or a working day made up for one; or make a day ordinary again."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.foundation.worktime.models import CalendarChange, CalendarDay
from tinhso.foundation.worktime.rules.calendar import DayKind
from tinhso.foundation.worktime.rules.day_changes import pointless
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid
from tinhso.lib.text import clean

LONGEST = {"name": 200, "reason": 300, "legal_basis": 300}


@act("calendar.day_set")
def set_day(
    actor: Actor, day: date | None, kind: str, *, name: str, reason: str, legal_basis: str
) -> CalendarChange:
    """Give a day its kind (`DayKind`; empty: ordinary) from today on; due moments already promised stay.

    `name` is what the calendar shows, `reason` why it changes, `legal_basis` the decision (not needed to make
    a day ordinary). Raises Forbidden, or Invalid with every fault. Records `calendar.day_set`.
    """
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được đổi lịch làm việc."))
    told = {"name": clean(name), "reason": clean(reason), "legal_basis": clean(legal_basis)}
    found = CalendarDay.objects.select_for_update().filter(day=day).first() if day else None
    faults = [*_day_faults(day, kind, found, told), *_text_faults(kind, told)]
    if faults or day is None:
        raise Invalid(faults, "calendar_day_invalid")
    before = found.kind if found else ""
    if kind:
        values = {"kind": kind, "name": told["name"], "legal_basis": told["legal_basis"], "verified": True}
        CalendarDay.objects.update_or_create(day=day, defaults=values)
    elif found:
        found.delete()
    change = CalendarChange.objects.create(
        day=day, kind_before=before, kind_after=kind, made_by=actor.account_id, made_at=now(), **told
    )
    facts = {"day": day, "before": before or "ordinary", "after": kind or "ordinary", "change": change.pk}
    digests = {key: text for key, text in told.items() if text}
    record(actor, "calendar.day_set", Subject("calendar_day", day.isoformat()), facts, digests)
    return change


def _day_faults(
    day: date | None, kind: str, found: CalendarDay | None, told: dict[str, str]
) -> list[FieldError]:
    if day is None:
        return [FieldError("day", _("Ngày không đúng, ví dụ đúng: 31 12 2026."))]
    faults = []
    if day < today():
        faults.append(FieldError("day", _("Ngày đã qua không đổi được: thời hạn đã tính theo ngày đó.")))
    if kind and kind not in [known.value for known in DayKind]:
        faults.append(FieldError("kind", _("Hãy chọn loại ngày.")))
    elif kind and pointless(day, kind):
        faults.append(
            FieldError(
                "kind",
                _("Ngày này vốn là ngày nghỉ cuối tuần.")
                if kind == DayKind.OFF_SWAP
                else _("Ngày này vốn là ngày làm việc, chỉ làm bù vào thứ Bảy hoặc Chủ nhật."),
            )
        )
    same = (found.kind, found.name, found.legal_basis) if found else ("", "", "")
    if same == ((kind, told["name"], told["legal_basis"]) if kind else ("", "", "")):
        faults.append(FieldError("kind", _("Ngày này đã như vậy rồi, không có gì để đổi.")))
    return faults


def _text_faults(kind: str, told: dict[str, str]) -> list[FieldError]:
    needed = {"reason": _("Hãy ghi lý do thay đổi.")}
    if kind:
        needed |= {
            "name": _("Hãy ghi tên hiện trên lịch, ví dụ: Nghỉ hoán đổi dịp 30/4."),
            "legal_basis": _("Hãy ghi số, ngày của văn bản quyết định."),
        }
    faults = [FieldError(key, sentence) for key, sentence in needed.items() if not told[key]]
    for key, longest in LONGEST.items():
        if len(told[key]) > longest:
            faults.append(FieldError(key, _("Viết ngắn hơn %(most)d ký tự.") % {"most": longest}))
    return faults
