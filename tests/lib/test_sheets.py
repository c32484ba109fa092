"""A workbook that is given out as it is written reads back as what went in."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.lib.sheets import Cell, workbook

COLUMNS = [("STT", 6), ("Họ tên", 30), ("Ngày nộp", 17)]
DAY = datetime(2026, 11, 23, 16, 30)
TEXTS = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"], exclude_characters="_￾￿"), min_size=1
)


def read(told: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(told))


def lines(book: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows(min_row=2)]


def test_numbers_texts_and_moments_stay_what_they_are() -> None:
    rows: list[list[Cell]] = [
        [1, "Nguyễn Thị <Ví> & Dụ", DAY],
        [2, "=1+1", None],
        [3, "", DAY + timedelta(seconds=59)],
    ]
    sheet = read(b"".join(workbook("Sổ theo dõi", COLUMNS, rows))).active
    assert sheet.title == "Sổ theo dõi"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["STT", "Họ tên", "Ngày nộp"],
        [1, "Nguyễn Thị <Ví> & Dụ", DAY],
        [2, "=1+1", None],
        [3, None, DAY + timedelta(seconds=59)],
    ]
    assert [sheet["A2"].data_type, sheet["B3"].data_type, sheet["C2"].data_type] == ["n", "s", "d"]
    assert sheet["C2"].number_format == "dd/mm/yyyy hh:mm"
    assert sheet["A1"].font.bold
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width == 30


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-(10**12), 10**12), TEXTS, st.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1))
        ),
        max_size=5,
    )
)
def test_whatever_goes_in_comes_out(rows: list[tuple[int, str, datetime]]) -> None:
    rows = [(number, text, moment.replace(microsecond=0)) for number, text, moment in rows]
    assert lines(read(b"".join(workbook("Sổ", COLUMNS, rows)))) == [list(row) for row in rows]


def test_what_xml_cannot_hold_breaks_no_file() -> None:
    odd = "a\x00b\ud800c_x0041_d￾"
    with ZipFile(BytesIO(b"".join(workbook("Sổ", [("A", 9)], [[odd]])))) as book:
        assert book.testzip() is None
        assert "a_x0000_bc_x005F_x0041_d_xFFFE_" in book.read("xl/worksheets/sheet1.xml").decode()
    assert len(lines(read(b"".join(workbook("Sổ", [("A", 9)], [["ă" * 40_000]]))))[0][0]) == 32_767


def test_lines_beyond_a_sheet_go_on_in_another() -> None:
    book = read(b"".join(workbook("Sổ", COLUMNS, ([n, f"Dòng {n}", DAY] for n in range(7)), most_lines=3)))
    assert book.sheetnames == ["Sổ", "Sổ (2)", "Sổ (3)"]
    assert [row[0] for row in lines(book)] == list(range(7))
    assert [[cell.value for cell in sheet[1]] for sheet in book] == [["STT", "Họ tên", "Ngày nộp"]] * 3
    assert read(b"".join(workbook("Sổ", COLUMNS, []))).sheetnames == ["Sổ"]


def test_the_first_bytes_leave_before_the_first_line_and_nothing_is_held_back() -> None:
    asked: list[int] = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(20_000):
            asked.append(number)
            yield [number, f"Người thứ {number}", DAY]

    pieces = workbook("Sổ", COLUMNS, rows())
    assert next(pieces).startswith(b"PK")
    assert asked == []
    tracemalloc.start()
    some = sum(len(piece) for piece in pieces)
    _now, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert some > 100_000
    # The lines made so far (a few hundred kilobytes of numbers) and a piece or two.
    assert highest < 2_500_000
