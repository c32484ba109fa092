"""Telephone numbers, standing, money, the course as told, findings on papers, deadlines that end with a day."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.worktime.api import ZONE, HoursPeriod, build
from tinhso.government.dossiers.rules import course, money, papers
from tinhso.government.dossiers.rules.due import citizen_deadline, closing
from tinhso.government.dossiers.rules.inputs import PartyInput
from tinhso.government.dossiers.rules.phones import phone
from tinhso.government.dossiers.rules.standing import reachable, unproven

HOURS = HoursPeriod(date(2020, 1, 1), ((time(7), time(11, 30)), (time(13, 30), time(17))))
CAL = build([HOURS], {})


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("091.234-5678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 0912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("0211 3862 480", "02113862480"),
        ("+84 211 3862480", "02113862480"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("0033142685300", "+33142685300"),
        ("abc", None),
        ("", None),
        ("0112345678", None),
        ("091234567", None),
        ("09123456789", None),
        ("0211386248", None),
        ("+0912345678", None),
        ("+1234567", None),
        ("+1234567890123456", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
        ("0912345678 hoặc 0912345679", None),
    ],
)
def test_numbers_that_ring_and_numbers_that_do_not(typed: str, number: str | None) -> None:
    assert phone(typed) == number


@given(st.text(max_size=30))
def test_what_is_kept_is_stable(typed: str) -> None:
    number = phone(typed)
    assert number is None or phone(number) == number


OWNER = PartyInput("owner", "Lê Văn Giấy")


@pytest.mark.parametrize(
    ("others", "role"),
    [
        ((), ""),
        ((PartyInput("filer", "Lê Văn Giấy"),), ""),
        ((PartyInput("filer", "Phạm Thị Mẫu"),), "filer"),
        ((PartyInput("filer", "Phạm Thị Mẫu", citizen_id="026190000009"),), ""),
        ((PartyInput("authorised", "Phạm Thị Mẫu", mandate="Giấy ủy quyền 12"), PartyInput("filer", "Phạm Thị Mẫu")), ""),
        ((PartyInput("filer", "Phạm Thị Mẫu", mandate="  "),), "filer"),
    ],
)  # fmt: skip
def test_whoever_stands_in_proves_it(others: tuple[PartyInput, ...], role: str) -> None:
    assert unproven((OWNER, *others)) == role


def test_somebody_can_be_told() -> None:
    assert not reachable((OWNER,))
    assert reachable((OWNER, PartyInput("filer", "Phạm Thị Mẫu", phone="0912345678")))


@pytest.mark.parametrize(
    ("fees", "axis"),
    [
        ([], "none"),
        ([(0, None, False)], "none"),
        ([(8000, None, False)], "due"),
        ([(None, None, False)], "unknown"),
        ([(8000, None, False), (None, None, False)], "unknown"),
        ([(8000, 8000, False)], "paid"),
        ([(8000, 0, True)], "paid"),
        ([(12000, 8000, False)], "due"),
        ([(6000, 8000, False)], "paid"),
        ([(None, 5000, False)], "paid"),
    ],
)
def test_the_money_axis(fees: list[tuple[int | None, int | None, bool]], axis: str) -> None:
    assert money.payment(fees) == axis


@pytest.mark.parametrize(
    ("due", "paid", "too_much", "rest"),
    [(8000, 8000, False, 0), (8000, 8001, True, -1), (8000, 5000, False, 3000), (None, 99, False, 0)],
)
def test_no_more_is_taken_than_is_owed(due: int | None, paid: int, too_much: bool, rest: int) -> None:
    assert money.overpaid(due, paid) is too_much
    assert money.balance(due, paid) == rest


@pytest.mark.parametrize(
    ("end", "mark", "own"),
    [
        ("", "now", True),
        ("done", "done", True),
        ("sent_back", "stopped", True),
        ("recalled", "stopped", False),
        ("reassigned", "stopped", False),
        ("closed", "stopped", False),
    ],
)
def test_only_what_was_done_is_told_as_done(end: str, mark: str, own: bool) -> None:
    assert course.mark(end) == mark
    assert course.by_whom(end) is own
    assert bool(course.told_officer(end)) == bool(course.told_resident(end)) == (mark == "stopped")


@pytest.mark.parametrize(
    ("found", "outcomes", "outcome", "clash"),
    [
        (["fit", "unfit"], ["fit", "unfit"], "fit", True),
        (["fit", "unfit"], ["fit", "unfit"], "unfit", False),
        (["fit", "unchecked"], ["fit", "unfit"], "fit", False),
        (["unfit"], ["done"], "done", False),
        ([], ["fit", "unfit"], "fit", False),
    ],
)
def test_a_good_verdict_over_an_unfit_paper(
    found: list[str], outcomes: list[str], outcome: str, clash: bool
) -> None:
    assert papers.contradicts(found, outcomes, outcome) is clash


def test_the_findings_are_counted_in_words() -> None:
    assert papers.told(["fit", "fit"]) == ""
    assert papers.told(["unfit", "unchecked", "unchecked"]) == (
        "Hồ sơ còn 1 giấy tờ chưa hợp lệ, 2 giấy tờ chưa kiểm tra."
    )


@pytest.mark.parametrize(
    ("asked", "days", "ends"),
    [
        ("2026-11-23T08:00", 5, "2026-11-30T17:00"),  # ends on a Saturday: the close of Monday
        ("2026-11-22T20:00", 5, "2026-11-27T17:00"),  # Sunday evening: never 07:00 of the day after
        ("2026-11-23T08:00", 1, "2026-11-24T17:00"),
        ("2026-11-23T23:59", 1, "2026-11-24T17:00"),
    ],
)
def test_the_citizen_has_whole_days(asked: str, days: int, ends: str) -> None:
    moment = datetime.fromisoformat(asked).replace(tzinfo=ZONE)
    assert citizen_deadline(CAL, moment, days) == datetime.fromisoformat(ends).replace(tzinfo=ZONE)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.integers(1, 90))
def test_a_deadline_is_the_close_of_a_working_day(naive: datetime, days: int) -> None:
    moment = naive.replace(tzinfo=ZONE)
    end = citizen_deadline(CAL, moment, days)
    assert end == closing(CAL, end.date())
    assert (end.date() - moment.date()).days >= days


def test_a_day_off_has_no_close() -> None:
    assert closing(CAL, date(2026, 11, 29)) is None


@pytest.mark.parametrize(
    ("due", "paid", "waived", "expected"),
    [
        (8000, None, False, True),
        (None, None, False, True),
        (8000, 3000, False, True),
        (8000, 8000, False, False),
        (8000, 9000, False, False),
        (8000, 3000, True, False),
        (None, 3000, False, False),
    ],
)
def test_a_fee_takes_payments_until_nothing_is_owed(
    due: int | None, paid: int | None, waived: bool, expected: bool
) -> None:
    assert money.may_be_paid(due, paid, waived=waived) is expected


def test_no_receipt_is_not_the_same_as_nothing_paid() -> None:
    assert money.together([]) is None
    assert money.together([0]) == 0
    assert money.together([3000, 5000]) == 8000
