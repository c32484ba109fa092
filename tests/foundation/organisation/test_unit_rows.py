"""Units as rows: ids from names, and heirs by date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.organisation.rules.unit_rows import UnitRow, UnitTable


def row(
    code: str, name: str, first: date, last: date | None = None, heirs: str = "", parent: str = "90"
) -> UnitRow:
    """A commune."""
    return UnitRow(
        code, name, "xã", "commune", parent, first, last, tuple(heirs.split()), "", (), "", "u.csv", 1
    )


def test_slug_is_plain() -> None:
    assert row("1", "Thị trấn Hợp Hoà", date(2020, 1, 1)).slug == "thi-tran-hop-hoa"
    assert row("1", "Xã Đại Đình", date(2020, 1, 1)).slug == "xa-dai-dinh"


def test_later_unit_of_the_same_name_and_year_gets_the_month() -> None:
    one, two = row("1", "Xã A", date(2025, 1, 1), date(2025, 6, 30)), row("2", "Xã A", date(2025, 7, 1))
    table = UnitTable([two, one])
    assert (table.since(one), table.since(two)) == ("2025", "2025-07")


def test_heirs_of_a_district_are_those_of_its_communes_most_first() -> None:
    last, next_day = date(2025, 6, 30), date(2025, 7, 1)
    district = UnitRow(
        "901", "Huyện Một", "huyện", "district", "90", date(2019, 1, 1), last, (), "", (), "", "u.csv", 1
    )
    below = [
        row(str(n), f"Xã {n}", date(2019, 1, 1), last, heir, "901")
        for n, heir in enumerate(["7", "8", "8"], start=1)
    ]
    table = UnitTable([district, *below, row("7", "Xã G", next_day), row("8", "Xã H", next_day)])
    assert [heir.code for heir in table.heirs(district)] == ["8", "7"]


DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@given(st.lists(DAYS, min_size=2, max_size=8, unique=True), DAYS)
def test_a_chain_of_units_has_exactly_one_holder_of_the_code_each_day(starts: list[date], day: date) -> None:
    starts.sort()
    ends = [start - timedelta(days=1) for start in starts[1:]]
    rows = [
        row("90001", f"Xã {n}", start, end, "90001" if end else "")
        for n, (start, end) in enumerate(zip(starts, [*ends, None], strict=True))
    ]
    table = UnitTable(rows)
    assert sum(unit.on(day) for unit in rows) == (1 if day >= starts[0] else 0)
    for unit, following in pairwise(rows):
        assert table.heirs(unit) == [following]
    assert table.heirs(rows[-1]) == []
