"""Pages of a list: together they are the list, each row once, in order, whatever moments rows share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tinhso.foundation.worktime.models import CalendarChange
from tinhso.lib.keyset import newest_first

FIRST = datetime(2026, 7, 1, 8, tzinfo=UTC)


class Pages(TestCase):
    @given(st.lists(st.integers(0, 4), max_size=12), st.integers(1, 5))
    def test_the_pages_together_are_the_list(self, minutes: list[int], limit: int) -> None:
        CalendarChange.objects.bulk_create(
            CalendarChange(day=date(2026, 7, 1), reason="Thử", made_at=FIRST + timedelta(minutes=each))
            for each in minutes
        )
        every = list(CalendarChange.objects.order_by("-made_at", "-pk"))
        found, after = [], ""
        while True:
            page = newest_first(CalendarChange.objects.all(), "made_at", after, limit)
            assert len(page) <= limit
            found += page
            if not page.next:
                break
            after = page.next
        assert found == every
        assert len(found) == len(minutes)


@pytest.mark.django_db
def test_what_is_no_place_begins_at_the_first_page() -> None:
    row = CalendarChange.objects.create(day=date(2026, 7, 1), reason="Thử", made_at=FIRST)
    for odd in ("không phải", "1", "0" * 40, "0198b0a0-0000-7000-8000-000000000000", "\x00"):
        assert list(newest_first(CalendarChange.objects.all(), "made_at", odd)) == [row], odd
    assert list(newest_first(CalendarChange.objects.all(), "made_at", str(row.pk))) == []
