"""The three epochs of the province: what was where, under which name, and who took over."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from tinhso.cli.__main__ import main
from tinhso.foundation.organisation import api
from tinhso.foundation.province.api import Folder
from tinhso.lib.errors import NotFound

pytestmark = pytest.mark.usefixtures("vinhphuc")
FIRST, SECOND, THIRD = date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("on", "types", "districts"),
    [
        (date(2022, 3, 1), {"xã": 105, "thị trấn": 16, "phường": 15}, 9),
        (FIRST, {"xã": 105, "thị trấn": 16, "phường": 15}, 9),
        (SECOND, {"xã": 88, "thị trấn": 18, "phường": 15}, 9),
        (date(2025, 6, 30), {"xã": 88, "thị trấn": 18, "phường": 15}, 9),
        (THIRD, {"xã": 32, "phường": 4}, 0),
        (date(2026, 11, 22), {"xã": 32, "phường": 4}, 0),
    ],
)
def test_counts(on: date, types: dict[str, int], districts: int) -> None:
    assert Counter(unit.type for unit in api.units(on, level="commune")) == types
    assert len(api.units(on, level="district")) == districts
    assert len(api.units(on, level="province")) == 1
    below = [unit for top in api.units(on, level="district") for unit in api.units(on, parent=top.code)]
    assert len(below) == (sum(types.values()) if districts else 0)


def test_one_code_two_units() -> None:
    before, after = api.unit("08707", date(2025, 6, 30)), api.unit("08707", THIRD)
    assert (before.name, before.parent_code, before.valid_to) == ("Phường Tích Sơn", "243", date(2025, 6, 30))
    assert (after.name, after.parent_code, after.valid_to) == ("Phường Vĩnh Yên", "25", None)
    assert [heir.id for heir in api.successors("08707", before.valid_from)] == [after.id]
    assert api.successors("08707", after.valid_from) == []


def test_each_of_the_121_goes_into_one_of_the_36() -> None:
    heirs = Counter()
    for unit in api.units(date(2025, 6, 30), level="commune"):
        (heir,) = api.successors(unit.code, unit.valid_from)
        assert heir.valid_from == THIRD
        heirs[heir.code] += 1
    assert sum(heirs.values()) == 121
    assert set(heirs) == {unit.code for unit in api.units(THIRD, level="commune")}
    assert heirs["08707"] == 4


def test_receiver_of_the_fifteen_is_unknown_and_says_so() -> None:
    ended = [unit for unit in api.units(FIRST, level="commune") if unit.valid_to == FIRST]
    unknown = [unit for unit in ended if not api.successors(unit.code, unit.valid_from)]
    assert (len(ended), len(unknown)) == (27, 15)
    assert all("successors" in unit.unverified for unit in unknown)


def test_resolution_whose_number_is_not_confirmed_is_marked() -> None:
    unit = api.unit("08725", SECOND)
    assert (unit.name, unit.unverified) == ("Phường Định Trung", ("legal_basis",))
    assert api.unit("08725", FIRST).name == "Xã Định Trung"


@pytest.mark.parametrize(
    ("on", "name", "sub_line", "full"),
    [
        (date(2025, 6, 30), "Tỉnh Vĩnh Phúc", "", "Tỉnh Vĩnh Phúc"),
        (THIRD, "Tỉnh Phú Thọ", "Địa bàn Vĩnh Phúc", "Tỉnh Phú Thọ – địa bàn Vĩnh Phúc"),
    ],
)
def test_header_follows_the_date(on: date, name: str, sub_line: str, full: str) -> None:
    header = api.header(on)
    assert (header.name, header.sub_line, header.full) == (name, sub_line, full)


def test_vietnamese_order() -> None:
    names = [unit.name for unit in api.units(THIRD, type="xã")]
    assert names.index("Xã Đại Đình") < names.index("Xã Đạo Trù") < names.index("Xã Hải Lựu")


def test_unknown_code_is_refused_with_a_way_out() -> None:
    with pytest.raises(NotFound) as refusal:
        api.unit("08734", SECOND)
    assert "08734" in refusal.value.message
    assert refusal.value.way_out


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (
            "2025-06-30",
            {
                "code": "08707",
                "name": "Phường Tích Sơn",
                "type": "phường",
                "parent": "243",
                "valid_from": "2019-01-01",
                "valid_to": "2025-06-30",
                "successors": [{"code": "08707", "name": "Phường Vĩnh Yên", "valid_from": "2025-07-01"}],
            },
        ),
        (
            "2025-07-01",
            {
                "code": "08707",
                "name": "Phường Vĩnh Yên",
                "type": "phường",
                "parent": "25",
                "valid_from": "2025-07-01",
                "valid_to": None,
                "successors": [],
            },
        ),
    ],
)
def test_command_json(on: str, expected: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "show", "08707", "--on", on, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == expected


def test_command_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", "show", "08734", "--on", "2024-12-31"]) == 0
    assert "Kế thừa: chưa kiểm chứng" in capsys.readouterr().out
    assert main(["units", "show", "08734", "--on", "2025-01-01"]) == 2
    assert main(["units", "show", "08734", "--on", "31/12/2024"]) == 2
    assert "31/12/2024" in capsys.readouterr().err


def test_loading_the_real_folder_again_changes_nothing(vinhphuc: Folder) -> None:
    from tinhso.foundation.organisation.folder import load_part
    from tinhso.foundation.organisation.models import Agency, AgencyCode, Unit
    from tinhso.lib.actor import Actor

    def rows() -> list[list[tuple[object, ...]]]:
        return [list(model.objects.order_by("id").values_list()) for model in (Unit, Agency, AgencyCode)]

    before = rows()
    load_part(vinhphuc, Actor.system("test"))
    assert rows() == before
