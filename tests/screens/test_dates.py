"""Dates and moments in Vietnamese writing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib import dates
from tinhso.lib.dates import ZONE


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


NOW = at(23, 13, 50)  # a Monday


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (date(2026, 11, 3), "03/11/2026"),
        (date(987, 1, 2), "02/01/0987"),
        (datetime(2026, 11, 22, 17, 30, tzinfo=UTC), "23/11/2026"),
    ],
)
def test_vi_date(value, written):
    assert dates.vi_date(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (at(23, 16, 30), "16:30 thứ Hai 23/11/2026"),
        (datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "16:30 Chủ Nhật 22/11/2026"),
        (date(2026, 11, 28), "thứ Bảy 28/11/2026"),
    ],
)
def test_vi_moment(value, written):
    assert dates.vi_moment(value) == written


def test_short_and_time():
    assert dates.vi_short(at(21, 7, 32)) == "21/11, 07:32"
    assert dates.vi_time(at(21, 7, 5)) == "07:05"
    assert dates.vi_short(None) == dates.vi_time(None) == ""


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(seconds=59), "dưới 1 phút"),
        (timedelta(minutes=32), "32 phút"),
        (timedelta(hours=2, minutes=40), "2 giờ 40 phút"),
        (timedelta(hours=3), "3 giờ"),
        (timedelta(days=1, hours=3, minutes=10), "1 ngày 3 giờ"),
        (timedelta(days=2), "2 ngày"),
        (-timedelta(hours=1), "1 giờ"),
    ],
)
def test_span(length, written):
    assert dates.span(length) == written


@pytest.mark.parametrize(
    ("hours", "written"),
    [
        (0, "dưới 1 phút làm việc"),
        (0.5, "30 phút làm việc"),
        (3, "3 giờ làm việc"),
        (Decimal("2.59"), "2,5 giờ làm việc"),
        (8, "1 ngày làm việc"),
        (20, "2,5 ngày làm việc"),
    ],
)
def test_working_span(hours, written):
    assert dates.working_span(hours) == written


@pytest.mark.parametrize(
    ("due", "late_hours", "written", "urgency"),
    [
        (at(23, 16, 30), None, "Còn 2 giờ 40 phút", "soon"),
        (NOW, None, "Còn dưới 1 phút", "soon"),
        (at(23, 20), None, "Hôm nay 20:00", "soon"),
        (at(24, 10), None, "Mai 10:00", "fine"),
        (at(25, 10), None, "Thứ Tư 25/11", "fine"),
        (at(29, 10), None, "Chủ Nhật 29/11", "fine"),
        (at(30, 10), None, "30/11/2026", "fine"),
        (at(23, 10, 50), None, "Quá hạn 3 giờ", "late"),
        (at(20, 16), 3, "Quá hạn 3 giờ làm việc", "late"),
        (at(18, 16), 20, "Quá hạn 2,5 ngày làm việc", "late"),
        (at(22, 9), 0, "Vừa quá hạn", "late"),
    ],
)
def test_remaining(due, late_hours, written, urgency):
    assert dates.remaining(due, NOW, late_hours) == written
    assert dates.urgency(due, NOW) == urgency


@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2035, 1, 1), timezones=st.just(ZONE)),
    st.timedeltas(timedelta(days=-400), timedelta(days=400)),
)
def test_late_and_only_late_says_so(now, away):
    due = now + away
    assert (
        dates.remaining(due, now).startswith("Quá hạn") == (due < now) == (dates.urgency(due, now) == "late")
    )


@pytest.mark.parametrize(
    ("due", "hours", "written"),
    [
        (NOW + timedelta(minutes=90), None, "1 hour 30 minutes left"),
        (NOW + timedelta(hours=7), None, "Today 20:50"),
        (NOW + timedelta(days=1), None, "Tomorrow 13:50"),
        (NOW + timedelta(days=2), None, "Wednesday 25/11"),
        (NOW - timedelta(days=3), Decimal(20), "2,5 working days late"),
        (NOW - timedelta(days=3), Decimal(8), "1 working day late"),
        (NOW - timedelta(minutes=1), 0, "Just past its due time"),
    ],
)
def test_words_follow_the_page_and_stay_vietnamese_elsewhere(due, hours, written):
    with override("en"):
        assert dates.remaining(due, NOW, hours, gettext) == written
        assert dates.vi_moment(NOW, gettext) == "13:50 Monday 23/11/2026"
        assert dates.vi_moment(NOW) == "13:50 thứ Hai 23/11/2026"
