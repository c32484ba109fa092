"""Load is idempotent and dated; what an operator changed on screen is never silently overwritten."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.foundation.province.conftest import SOUND, Make
from tinhso.cli.__main__ import main
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.models import Agency, AgencyCode, Unit
from tinhso.foundation.province import api as province
from tinhso.foundation.province.actions.load import FaultyFolder, WouldOverwrite
from tinhso.foundation.province.models import ProvinceItem, Setting
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

pytestmark = pytest.mark.django_db
CODES = "agency-codes.csv"


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables that a load fills, ids included."""
    return {
        model.__name__: sorted(map(tuple, model.objects.values_list()), key=str)
        for model in (Unit, Agency, AgencyCode, Setting)
    }


def change_on_screen(code: str = "H99.14") -> None:
    """An administrator gives the department its real code."""
    agency = organisation.agency_by_slug("so-tu-phap")
    admin = Actor(kind="officer", roles=frozenset({"system_admin"}))
    organisation.replace_agency_code(admin, agency.id, code, today() + timedelta(days=1), "Quyết định thử")


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_second_load_changes_nothing(make: Make) -> None:
    root = make()
    assert "organisation" in province.load(root).parts
    before = everything()
    assert len(before["Unit"]) == 6
    assert province.load(root).parts == []
    # Even when the parts are run again, no row is touched.
    ProvinceItem.objects.all().delete()
    assert "organisation" in province.load(root).parts
    assert everything() == before


def test_faulty_folder_loads_nothing(make: Make) -> None:
    root = make("units/all.csv", "90002,Xã Bình,xã,901", "90002,Xã Bình,xã,902")
    with pytest.raises(FaultyFolder) as refusal:
        province.load(root)
    assert "units/all.csv:5" in str(refusal.value)
    assert not Unit.objects.exists()


def test_changed_folder_changes_rows_and_keeps_ids(make: Make) -> None:
    root = make()
    province.load(root)
    ids = set(Unit.objects.values_list("id", flat=True))
    make("units/all.csv", "90001,Xã An Bình", "90001,Xã An Hòa")
    assert province.load(root).parts == ["organisation"]
    assert organisation.unit("90001", date(2026, 1, 1)).name == "Xã An Hòa"
    assert set(Unit.objects.values_list("id", flat=True)) == ids
    with pytest.raises(Refused):
        organisation.agency_by_slug("ubnd-xa-an-binh-2025")


def test_corrected_first_day_keeps_the_unit(make: Make) -> None:
    root = make()
    province.load(root)
    old = organisation.unit("90002", date(2025, 1, 1)).id
    make("units/all.csv", "90002,Xã Bình,xã,901,2019-01-01", "90002,Xã Bình,xã,901,2020-01-01")
    province.load(root)
    new = organisation.unit("90002", date(2025, 1, 1))
    assert (new.id, new.valid_from) == (old, date(2020, 1, 1))


def test_code_in_force_is_never_rewritten(make: Make) -> None:
    root = make()
    province.load(root)
    make("agencies.toml", 'code_key = "STP"', 'code_key = "STP2"')
    with pytest.raises(Refused) as refusal:
        province.load(root)
    assert refusal.value.code == "agency_code_in_force"
    assert organisation.agency_code(organisation.agency_by_slug("so-tu-phap").id) == "H99.TMP-STP"


def test_export_right_after_load_is_byte_for_byte(make: Make, tmp_path: Path) -> None:
    root = make(extra={"units/more.csv": b"code,name,type,parent,valid_from,valid_to,successors\r\n"})
    province.load(root)
    province.export(tmp_path / "one")
    assert files(tmp_path / "one") == files(root)
    assert province.export(root) == []


def test_export_load_export_is_stable(make: Make, tmp_path: Path) -> None:
    root = make()
    province.load(root)
    change_on_screen()
    assert province.export(tmp_path / "one") == sorted(SOUND)
    province.load(tmp_path / "one")
    assert set(province.export(tmp_path / "two")) == set(SOUND)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert b"so-tu-phap,H99.14," in files(tmp_path / "two")[CODES]
    after = AgencyCode.objects.filter(agency__slug="so-tu-phap").order_by("valid_from")
    assert [(row.code, row.provisional) for row in after] == [("H99.TMP-STP", True), ("H99.14", False)]


def test_overwriting_a_change_on_screen_is_refused_with_a_diff(make: Make) -> None:
    root = make()
    province.load(root)
    change_on_screen()
    later = today() + timedelta(days=9)
    make(CODES, SOUND[CODES], f"{SOUND[CODES]}ubnd-tinh-thu,H98,,{later},QĐ 2\n")
    before = everything()
    with pytest.raises(WouldOverwrite) as refusal:
        province.load(root)
    assert refusal.value.paths == [CODES]
    assert "-so-tu-phap,H99.14," in refusal.value.diff
    assert "+ubnd-tinh-thu,H98," in refusal.value.diff
    assert "export" in str(refusal.value)
    assert everything() == before


def test_exported_change_may_be_edited_and_loaded(make: Make) -> None:
    root = make()
    province.load(root)
    change_on_screen()
    assert province.export(root) == [CODES]
    path = root / CODES
    path.write_text(path.read_text().replace("H99.14", "H99.15"))
    assert province.load(root).parts == ["organisation"]
    codes = AgencyCode.objects.filter(agency__slug="so-tu-phap").values_list("code", flat=True)
    assert set(codes) == {"H99.TMP-STP", "H99.15"}


def test_unchanged_folder_keeps_the_change_on_screen(make: Make) -> None:
    root = make()
    province.load(root)
    change_on_screen()
    assert province.load(root).kept == [CODES]
    # Another file of the same part changes: the change on screen stays, and is still not exported.
    make("agencies.toml", 'name = "Sở Tư pháp"', 'name = "Sở Tư pháp tỉnh"')
    loaded = province.load(root)
    assert (loaded.parts, loaded.kept) == (["organisation"], [CODES])
    assert organisation.agency_by_slug("so-tu-phap").name == "Sở Tư pháp tỉnh"
    tomorrow = today() + timedelta(days=1)
    assert organisation.agency_code(organisation.agency_by_slug("so-tu-phap").id, tomorrow) == "H99.14"
    assert province.load(root).kept == [CODES]
    assert province.export(root) == [CODES]


def test_export_never_writes_through_a_link(make: Make, tmp_path: Path) -> None:
    province.load(make())
    target = tmp_path / "elsewhere"
    target.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "units").symlink_to(target)
    with pytest.raises(Refused) as refusal:
        province.export(tmp_path / "out")
    assert refusal.value.code == "export_outside"
    assert list(target.iterdir()) == []


def test_settings_by_date(make: Make) -> None:
    row = '\n[[switch]]\nkey = "reception_hours"\nvalue = 4\nvalid_from = 2026-01-01\n'
    province.load(make("province.toml", "\n[brand]", f"{row}\n[brand]"))
    assert province.setting("reception_hours", date(2025, 12, 31)) == 8
    assert province.setting("reception_hours", date(2026, 1, 1)) == 4
    assert province.setting("supplement_clock", date(2026, 1, 1)) == "shift"
    assert province.setting("province.slug") == "thu"
    assert province.section("brand")["gold"] == "#c8962e"
    with pytest.raises(KeyError):
        province.setting("reception_hour")


def test_commands(make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make()
    assert main(["load", str(root)]) == 0
    assert "organisation" in capsys.readouterr().out
    change_on_screen()
    make(CODES, SOUND[CODES], f"{SOUND[CODES]}ubnd-tinh-thu,H98,,2099-01-01,QĐ 2\n")
    assert main(["load", str(root)]) == 3
    printed = capsys.readouterr()
    assert "+ubnd-tinh-thu,H98," in printed.out
    assert "export" in printed.err
    assert main(["export", str(tmp_path / "out")]) == 0
    assert CODES in capsys.readouterr().out
