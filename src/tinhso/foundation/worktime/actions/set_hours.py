"""Set the working hours of a day from a date on; the hours before that date stay as they were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.foundation.worktime.hours import in_force
from tinhso.foundation.worktime.models import HoursChange, WorkingHours
from tinhso.foundation.worktime.queries import DEFAULT_HOURS
from tinhso.foundation.worktime.rules.hours_changes import Span, read_spans, told
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid
from tinhso.lib.text import clean

LONGEST = 300


@act("calendar.hours_set")
def set_hours(
    actor: Actor, valid_from: date | None, typed: Mapping[str, str], *, reason: str, legal_basis: str
) -> HoursChange:
    """Working hours from a day on, tomorrow at the earliest, until the next set; due moments already promised stay.

    `typed` are the times by field (`rules.hours_changes.PARTS`); an empty afternoon means that work goes through.
    A set that was to begin on the same day is replaced. Raises Forbidden, or Invalid with every fault. Records
    `calendar.hours_set`.
    """
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được đổi giờ làm việc."))
    words = {"legal_basis": clean(legal_basis), "reason": clean(reason)}
    spans, wrong = read_spans(typed)
    faults = [FieldError(name, _sentence(kind)) for name, kind in wrong.items()]
    faults += [*_day_faults(valid_from), *_text_faults(words)]
    if faults or valid_from is None:
        raise Invalid(faults, "working_hours_invalid")
    list(WorkingHours.objects.select_for_update())
    before = in_force(valid_from)
    if before.spans == spans:
        same = FieldError("morning_start", _("Giờ làm việc từ ngày đó đã như vậy rồi, không có gì để đổi."))
        raise Invalid([same], "working_hours_invalid")
    if before.valid_from is None:
        # Until now only the default ruled, unwritten: written down, so that past days keep it.
        _write(DEFAULT_HOURS.valid_from, before.spans, "")
    WorkingHours.objects.filter(valid_from=valid_from).delete()
    _write(valid_from, spans, words["legal_basis"])
    change = HoursChange.objects.create(
        valid_from=valid_from,
        before=told(before.spans),
        after=told(spans),
        made_by=actor.account_id,
        made_at=now(),
        **words,
    )
    facts = {"from": valid_from, "before": _plain(before.spans), "after": _plain(spans), "change": change.pk}
    record(actor, "calendar.hours_set", Subject("working_hours", valid_from.isoformat()), facts, words)
    return change


def _write(first: date, spans: tuple[Span, ...], legal_basis: str) -> None:
    for start, end in spans:
        WorkingHours.objects.create(valid_from=first, start=start, end=end, legal_basis=legal_basis)


def _plain(spans: tuple[Span, ...]) -> str:
    """Spans as a reference without white space: 07:00-11:30;13:30-17:00."""
    return ";".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


def _day_faults(day: date | None) -> list[FieldError]:
    if day is None:
        return [FieldError("valid_from", _("Ngày không đúng, ví dụ đúng: 31 12 2026."))]
    if day <= today():
        return [
            FieldError(
                "valid_from",
                _("Giờ mới áp dụng sớm nhất từ ngày mai: hôm nay đã có thời hạn tính theo giờ cũ."),
            )
        ]
    return []


def _text_faults(words: dict[str, str]) -> list[FieldError]:
    needed = {
        "legal_basis": _("Hãy ghi số, ngày của văn bản quyết định."),
        "reason": _("Hãy ghi lý do thay đổi."),
    }
    faults = [FieldError(key, sentence) for key, sentence in needed.items() if not words[key]]
    faults += [
        FieldError(key, _("Viết ngắn hơn %(most)d ký tự.") % {"most": LONGEST})
        for key, text in words.items()
        if len(text) > LONGEST
    ]
    return faults


def _sentence(kind: str) -> str:
    return {
        "needed": _("Hãy ghi giờ này."),
        "not_a_time": _("Giờ không đúng, ví dụ đúng: 07:30."),
        "order": _("Giờ kết thúc phải sau giờ bắt đầu."),
        "overlap": _("Buổi chiều phải bắt đầu sau khi buổi sáng kết thúc."),
    }[kind]
