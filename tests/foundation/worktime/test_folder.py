"""The calendar in the folder: each fault is named with its line; what goes in comes out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime import folder as part
from tinhso.foundation.worktime.queries import calendar
from tinhso.lib.actor import Actor

GOOD_DAYS = "from,to,kind,name,legal_basis,verified\n2024-04-30,2024-05-01,holiday,Nghỉ lễ,,true\n"
GOOD_HOURS = "valid_from,start,end,legal_basis\n2019-01-01,07:00,11:30,\n2019-01-01,13:30,17:00,\n"
PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"


def folder(days: str = GOOD_DAYS, hours: str = GOOD_HOURS) -> Folder:
    return Folder(texts={part.DAYS: days.encode(), part.HOURS: hours.encode()})


def test_a_sound_calendar_has_no_faults() -> None:
    assert list(part.check_part(folder())) == []
    assert list(part.check_part(Folder(PROVINCE))) == []


@pytest.mark.parametrize(
    ("days", "hours", "line", "words"),
    [
        (GOOD_DAYS + "2024-13-01,2024-13-01,holiday,x,,true\n", GOOD_HOURS, 3, "không phải ngày"),
        (GOOD_DAYS + "2024-06-02,2024-06-01,holiday,x,,true\n", GOOD_HOURS, 3, "Ngày cuối"),
        (GOOD_DAYS + "2024-06-01,2024-06-01,holyday,x,,true\n", GOOD_HOURS, 3, "Loại ngày lạ"),
        (GOOD_DAYS + "2024-05-01,2024-05-01,holiday,x,,true\n", GOOD_HOURS, 3, "đã có ở dòng 2"),
        (GOOD_DAYS + "2024-06-01,2024-06-01,holiday,x,,maybe\n", GOOD_HOURS, 3, "verified"),
        (GOOD_DAYS, GOOD_HOURS + "2019-01-01,17:00,16:00,\n", 4, "sau giờ bắt đầu"),
        (GOOD_DAYS, GOOD_HOURS + "2019-01-01,10:00,14:00,\n", 4, "chồng"),
        (GOOD_DAYS, GOOD_HOURS + "2019-01-01,bảy,14:00,\n", 4, "07:00"),
        (GOOD_DAYS, "valid_from,start,end,legal_basis\n", 0, "Chưa có giờ"),
    ],
)
def test_each_fault_names_its_line_and_the_way_out(days: str, hours: str, line: int, words: str) -> None:
    faults = list(part.check_part(folder(days, hours)))
    assert [(f.line, words in f.message, bool(f.way_out)) for f in faults] == [(line, True, True)]


@pytest.mark.django_db
def test_what_is_loaded_is_written_back_to_the_byte() -> None:
    source = Folder(PROVINCE)
    part.load_part(source, Actor.system("test"))
    assert part.export_part() == {name: source.read(name) for name in part.OWNS}
    assert calendar().is_working_day(date(2024, 5, 4))
    assert not calendar().is_working_day(date(2024, 4, 29))
