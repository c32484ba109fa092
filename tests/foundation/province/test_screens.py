"""What an administrator changes on screen: dated, with a reason and an event, never lost to a load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.foundation.province.conftest import SOUND, Make
from tests.government.dossiers.world import officer
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.province import api as province
from tinhso.foundation.province.actions.load import WouldOverwrite
from tinhso.foundation.province.models import Setting
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import ZONE, at, calendar, today
from tinhso.foundation.worktime.models import CalendarChange, CalendarDay
from tinhso.lib.held import forget_all

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
SATURDAY, THURSDAY = date(2026, 12, 12), date(2026, 12, 10)
SETTING, DAY, CODES = (
    "/quan-tri/cau-hinh/reception_hours/",
    "/quan-tri/lich-lam-viec/ngay/",
    "/quan-tri/ma-co-quan/",
)


def posted(day: date | None = None, field: str = "valid_from", /, **values: str) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year} if day else {}
    return {**values, **{f"{field}__{part}": str(number) for part, number in parts.items()}}


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with at(NOW):
        yield


@pytest.fixture
def root(make: Make) -> Path:
    """The small province, loaded."""
    found = make()
    province.load(found)
    return found


@pytest.fixture
def window(root: Path) -> Callable[..., Client]:
    """`window("system_admin")`: a browser of an officer of the provincial committee."""

    def sign_in(*roles: str) -> Client:
        actor = officer("-".join(roles), Agency.objects.get(slug="ubnd-tinh-thu"), *roles)
        client = Client()
        from tinhso.foundation.identity.models import Account

        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return sign_in


@pytest.fixture
def admin(window: Callable[..., Client]) -> Client:
    return window("system_admin")


def set_hours(admin: Client, value: str = "6", day: date = date(2026, 12, 1)) -> Any:
    return admin.post(
        SETTING, posted(day, value=value, reason="Cam kết của tỉnh", legal_basis="QĐ 12/QĐ-UBND")
    )


def swap(admin: Client, day: date = SATURDAY, kind: str = "work_makeup", **changes: str) -> Any:
    values = {
        "kind": kind,
        "name": "Làm bù",
        "reason": "Theo thông báo nghỉ lễ",
        "legal_basis": "TB 1/TB-UBND",
    }
    return admin.post(DAY, posted(day, "day", **{**values, **changes}))


def give_code(admin: Client, code: str = "H99.14", day: date = date(2026, 12, 1)) -> Any:
    where = organisation.agency_by_slug("so-tu-phap").id
    return admin.post(f"{CODES}{where}/", posted(day, code=code, legal_basis="QĐ 5/QĐ-UBND"))


def test_a_value_holds_from_its_day_and_the_old_one_until_then(admin: Client) -> None:
    answer = set_hours(admin)
    assert (answer.status_code, answer["Location"]) == (302, SETTING)
    assert province.setting("reception_hours") == 8
    assert province.setting("reception_hours", date(2026, 11, 30)) == 8
    assert province.setting("reception_hours", date(2026, 12, 1)) == 6
    page = admin.get(SETTING).content.decode()
    for told in (
        "6 giờ làm việc",
        "Cam kết của tỉnh",
        "QĐ 12/QĐ-UBND",
        "Chưa áp dụng",
        "Cán bộ system_admin",
    ):
        assert told in page
    assert "Từ 01/12/2026: 6 giờ làm việc" in admin.get("/quan-tri/cau-hinh/").content.decode()
    (event,) = history(Subject("setting", "reception_hours"))
    assert (event.verb, event.facts["valid_from"]) == ("setting.changed", "2026-12-01")


@pytest.mark.parametrize(
    ("address", "form", "field", "told"),
    [
        (SETTING, posted(date(2026, 12, 1), value="0", reason="x"), "value", "Nhập số nguyên từ 1 trở lên."),
        (SETTING, posted(date(2026, 12, 1), value="6"), "reason", "Hãy ghi lý do thay đổi."),
        (
            SETTING,
            posted(date(2026, 11, 23), value="6", reason="x"),
            "valid_from",
            "sớm nhất từ ngày 24/11/2026",
        ),
        (SETTING, posted(None, value="6", reason="x"), "valid_from", "Ngày bắt đầu không đúng"),
        ("/quan-tri/cau-hinh/cut_off/", posted(date(2026, 12, 1), value="15h", reason="x"), "value", "15:00"),
        (
            "/quan-tri/cau-hinh/supplement_clock/",
            posted(date(2026, 12, 1), value="stop", reason="x"),
            "value",
            "Hãy chọn một giá trị.",
        ),
        (
            DAY,
            posted(date(2026, 11, 22), "day", kind="holiday", name="a", reason="b", legal_basis="c"),
            "day",
            "đã qua",
        ),
        (
            DAY,
            posted(THURSDAY, "day", kind="work_makeup", name="a", reason="b", legal_basis="c"),
            "kind",
            "làm việc",
        ),
        (
            DAY,
            posted(SATURDAY, "day", kind="off_swap", name="a", reason="b", legal_basis="c"),
            "kind",
            "cuối tuần",
        ),
        (DAY, posted(SATURDAY, "day", kind="ordinary", reason="b"), "kind", "không có gì để đổi"),
        (DAY, posted(SATURDAY, "day", kind="work_makeup", name="a", reason="b"), "legal_basis", "văn bản"),
        (DAY, posted(SATURDAY, "day", reason="b"), "kind", "Hãy chọn loại ngày."),
    ],
)
def test_a_fault_stands_beside_its_field_and_changes_nothing(
    admin: Client, address: str, form: dict[str, str], field: str, told: str
) -> None:
    before = (list(Setting.objects.values_list()), list(CalendarDay.objects.values_list()))
    answer = admin.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert told in page.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert (list(Setting.objects.values_list()), list(CalendarDay.objects.values_list())) == before


def test_a_day_off_and_its_make_up_rule_the_deadlines(admin: Client) -> None:
    assert not calendar().is_working_day(SATURDAY)
    assert swap(admin).status_code == 302
    assert swap(admin, THURSDAY, "off_swap", name="Nghỉ hoán đổi").status_code == 302
    assert calendar().is_working_day(SATURDAY)
    assert not calendar().is_working_day(THURSDAY)
    page = admin.get("/quan-tri/lich-lam-viec/?nam=2026").content.decode()
    for told in ("12/12/2026", "Làm bù", "TB 1/TB-UBND", "Theo thông báo nghỉ lễ", "Ngày thường → Làm bù"):
        assert told in page
    (event,) = history(Subject("calendar_day", "2026-12-12"))
    assert (event.verb, event.facts["before"], event.facts["after"]) == (
        "calendar.day_set",
        "ordinary",
        "work_makeup",
    )
    assert swap(admin, kind="ordinary", name="", legal_basis="").status_code == 302
    assert not calendar().is_working_day(SATURDAY)
    assert CalendarChange.objects.filter(day=SATURDAY).count() == 2
    assert "Chưa khai ngày nghỉ nào" in admin.get("/quan-tri/lich-lam-viec/?nam=2031").content.decode()


CHANGES = [
    pytest.param(
        set_hours,
        "settings.csv",
        "reception_hours,6,2026-12-01",
        "cut_off,14:00,2027-01-01,x,\n",
        id="setting",
    ),
    pytest.param(
        swap,
        "calendar/days.csv",
        "2026-12-12,2026-12-12,work_makeup",
        "2027-01-01,2027-01-01,holiday,Tết,,true\n",
        id="day",
    ),
    pytest.param(
        give_code, "agency-codes.csv", "so-tu-phap,H99.14,", "ubnd-tinh-thu,H98,,2027-01-01,QĐ 2\n", id="code"
    ),
]
HEADERS = {**SOUND, "settings.csv": "key,value,valid_from,reason,legal_basis\n"}


@pytest.mark.parametrize(("change", "file", "line", "edit"), CHANGES)
def test_a_load_never_overwrites_the_screen_until_it_was_exported(
    root: Path, admin: Client, change: Callable[[Client], Any], file: str, line: str, edit: str
) -> None:
    """Change on screen → load refused with a diff → export writes it → the exported folder is accepted."""
    assert change(admin).status_code == 302
    path = root / file
    path.write_text(HEADERS[file] + edit, encoding="utf-8")
    with pytest.raises(WouldOverwrite) as refusal:
        province.load(root)
    assert refusal.value.paths == [file]
    assert f"-{line}" in refusal.value.diff
    assert f"+{edit.rstrip()}" in refusal.value.diff
    assert province.export(root) == [file]
    written = path.read_text(encoding="utf-8")
    assert line in written
    assert edit.strip() not in written
    forget_all()
    before = _state()
    province.load(root)
    assert _state() == before
    assert province.export(root) == []
    # Now the folder has the change, so it may be edited further there.
    path.write_text(written + edit, encoding="utf-8")
    assert province.load(root).parts
    assert len(_state()) == len(before) + 1


def _state() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("s", k, str(v), str(d)) for k, v, d in Setting.objects.values_list("key", "value", "valid_from")
    ]
    rows += [("d", str(d), k, n) for d, k, n in CalendarDay.objects.values_list("day", "kind", "name")]
    for one in organisation.agencies(date(2027, 1, 2)):
        rows += [("c", one.slug, code.code) for code, _basis in _codes(one.id)]
    return sorted(rows)


def _codes(agency_id: Any) -> list[Any]:
    from tinhso.foundation.organisation.queries.codes import code_history

    return code_history(agency_id)


def test_an_announced_value_may_be_corrected_or_taken_back_but_one_that_holds_may_not(admin: Client) -> None:
    set_hours(admin)
    set_hours(admin, "5")
    assert province.setting("reception_hours", date(2026, 12, 1)) == 5
    row = Setting.objects.get(key="reception_hours", on_screen=True)
    with at(NOW + timedelta(days=30)):
        admin.post(f"/quan-tri/cau-hinh/bo/{row.pk}/")
        assert province.setting("reception_hours") == 5
    assert admin.post(f"/quan-tri/cau-hinh/bo/{row.pk}/").status_code == 302
    assert not Setting.objects.filter(on_screen=True).exists()
    verbs = [event.verb for event in history(Subject("setting", "reception_hours"))]
    assert verbs == ["setting.changed", "setting.changed", "setting.withdrawn"]


def test_a_day_that_the_folder_sets_is_left_to_the_folder(root: Path, admin: Client) -> None:
    Setting.objects.create(key="reception_hours", value=7, valid_from=date(2026, 12, 1))
    answer = set_hours(admin)
    assert answer.status_code == 409
    assert "Thư mục của tỉnh đã khai giá trị từ ngày này." in answer.content.decode()


def test_a_code_on_screen(admin: Client) -> None:
    page = admin.get(CODES).content.decode()
    assert "H99.TMP-STP" in page
    assert "Mã tạm" in page
    assert "Sở Tư pháp" in admin.get(f"{CODES}?q=tu phap").content.decode()
    assert "Không có cơ quan nào khớp" in admin.get(f"{CODES}?q=zzz").content.decode()
    assert give_code(admin, "h 99").status_code == 422
    assert give_code(admin, day=today()).status_code == 422
    assert give_code(admin).status_code == 302
    where = organisation.agency_by_slug("so-tu-phap").id
    page = admin.get(f"{CODES}{where}/").content.decode()
    for told in ("H99.14", "QĐ 5/QĐ-UBND", "Chưa áp dụng", "H99.TMP-STP"):
        assert told in page
    assert organisation.agency_code(where, date(2026, 11, 30)) == "H99.TMP-STP"
    assert organisation.agency_code(where, date(2026, 12, 1)) == "H99.14"
    (event,) = history(Subject("agency", where))
    assert event.verb == "agency.code_replaced"


@pytest.mark.parametrize("address", [SETTING, "/quan-tri/cau-hinh/", DAY, "/quan-tri/lich-lam-viec/"])
def test_only_the_systems_administrator(window: Callable[..., Client], address: str) -> None:
    assert window("specialist").get(address).status_code == 403
    assert window("unit_admin").get(address).status_code == 403


def test_a_units_administrator_reads_codes_and_cannot_replace_one(window: Callable[..., Client]) -> None:
    unit_admin = window("unit_admin")
    where = organisation.agency_by_slug("so-tu-phap").id
    page = unit_admin.get(f"{CODES}{where}/").content.decode()
    assert "H99.TMP-STP" in page
    assert "Thay mã" not in page
    assert give_code(unit_admin).status_code == 403
    assert organisation.agency_code(where, date(2026, 12, 1)) == "H99.TMP-STP"
    side = unit_admin.get("/can-bo/viec/my_unit/").content.decode()
    assert CODES in side
    assert "/quan-tri/cau-hinh/" not in side


def test_the_side_list_leads_to_every_page(admin: Client) -> None:
    side = admin.get("/can-bo/viec/my_unit/").content.decode()
    for address in ("/quan-tri/nhan-su/", CODES, "/quan-tri/lich-lam-viec/", "/quan-tri/cau-hinh/"):
        assert address in side
        assert admin.get(address).status_code == 200


@pytest.mark.parametrize(
    "row",
    [
        "brand.primary,#000000,2027-01-01,x,",
        "silent,1,2027-01-01,x,",
        "cut_off,15h,2027-01-01,x,",
        "cut_off,15:30,mai,x,",
        "reception_hours,9,2019-01-01,x,",
    ],
)
def test_faulty_rows_of_the_file_are_told_with_their_line(make: Make, row: str) -> None:
    root = make(extra={"settings.csv": f"{HEADERS['settings.csv']}{row}\n".encode()})
    faults = province.check(root)
    assert [(fault.file, fault.line) for fault in faults] == [("settings.csv", 2)]


HOURS = "/quan-tri/lich-lam-viec/gio/"
OLD_HOURS, NEW_HOURS = ((7, 30), (17, 0)), ((8, 0), (17, 30))


def change_hours(admin: Client, day: date = date(2026, 12, 1), **changes: str) -> Any:
    values = {
        "morning_start": "8h", "morning_end": "12:00", "afternoon_start": "13:30", "afternoon_end": "17h30",
        "reason": "Giờ mùa đông", "legal_basis": "QĐ 9/QĐ-UBND",
    }  # fmt: skip
    return admin.post(HOURS, posted(day, **{**values, **changes}))


def first_and_last(day: date) -> tuple[tuple[int, int], tuple[int, int]]:
    spans = calendar().spans(day)
    return (spans[0][0].hour, spans[0][0].minute), (spans[-1][1].hour, spans[-1][1].minute)


def test_working_hours_change_from_a_day_on_and_are_exported(admin: Client, root: Path) -> None:
    page = admin.get("/quan-tri/lich-lam-viec/").content.decode()
    assert "07:30–11:30, 13:00–17:00" in page
    assert change_hours(admin).status_code == 302
    assert first_and_last(date(2026, 11, 30)) == OLD_HOURS
    assert first_and_last(date(2026, 12, 1)) == NEW_HOURS
    page = admin.get("/quan-tri/lich-lam-viec/").content.decode()
    for told in ("08:00–12:00, 13:30–17:30", "Chưa áp dụng", "Giờ mùa đông", "đến 30/11/2026"):
        assert told in page
    (event,) = history(Subject("working_hours", "2026-12-01"))
    assert (event.verb, event.facts["after"]) == ("calendar.hours_set", "08:00-12:00;13:30-17:30")
    assert province.export(root) == ["calendar/hours.csv"]
    assert "2026-12-01,08:00,12:00,QĐ 9/QĐ-UBND\n" in (root / "calendar/hours.csv").read_text()
    province.load(root)
    assert first_and_last(date(2026, 11, 30)) == OLD_HOURS
    assert first_and_last(date(2026, 12, 1)) == NEW_HOURS


@pytest.mark.parametrize(
    ("day", "changes", "field"),
    [
        (date(2026, 11, 23), {}, "valid_from"),
        (None, {}, "valid_from"),
        (date(2026, 12, 1), {"reason": " "}, "reason"),
        (date(2026, 12, 1), {"legal_basis": ""}, "legal_basis"),
        (date(2026, 12, 1), {"afternoon_start": "11:00"}, "afternoon_start"),
        (date(2026, 12, 1), {"morning_start": "7:30", "morning_end": "11:30", "afternoon_start": "13:00",
                             "afternoon_end": "17:00"}, "morning_start"),
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_are_refused_at_their_field(
    admin: Client, day: date | None, changes: dict[str, str], field: str
) -> None:
    answer = change_hours(admin, day, **changes) if day else admin.post(HOURS, {})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.content.decode() or f"{field}-" in answer.content.decode()
    assert first_and_last(date(2026, 12, 1)) == OLD_HOURS


UNITS, ENDED = "/quan-tri/don-vi/", "/quan-tri/don-vi/90003/2019-01-01/"
HEIRS = {"heir_1": "90001", "decision": "Nghị quyết 7/NQ-HĐND"}


def declare(admin: Client, day: date = date(2024, 11, 14), **changes: str) -> Any:
    return admin.post(ENDED, posted(day, "decided_on", **{**HEIRS, **changes}))


def heirs_of(code: str = "90003") -> list[tuple[str, date]]:
    return [(one.code, one.valid_from) for one in organisation.successors(code, date(2019, 1, 1))]


def test_an_ended_commune_gets_its_heir_and_so_does_its_committee(admin: Client, root: Path) -> None:
    page = admin.get(UNITS).content.decode()
    assert page.index("chưa biết đơn vị kế thừa (1)") < page.index("Xã Cũ") < page.index("Xã An Bình")
    assert declare(admin).status_code == 302
    assert heirs_of() == [("90001", date(2019, 1, 1))], "the unit of that code on the day after, not today's"
    committee = organisation.agency_by_slug("ubnd-xa-cu-2019")
    assert organisation.continuing(committee.id, today()).slug == "ubnd-xa-an-binh-2025"
    assert "chưa biết đơn vị kế thừa" not in admin.get(UNITS).content.decode()
    page = admin.get(ENDED).content.decode()
    for told in ("Nghị quyết 7/NQ-HĐND ngày 14/11/2024", "Trước đó chưa biết", "Cán bộ system_admin"):
        assert told in page
    (event,) = history(Subject("unit", organisation.unit("90003", date(2020, 1, 1)).id))
    assert (event.facts["before"], event.facts["after"]) == ([], ["90001"])
    # Units of other days stay what they were.
    assert organisation.unit("90003", date(2024, 12, 31)).valid_to == date(2024, 12, 31)
    assert organisation.successors("90002", date(2019, 1, 1))[0].valid_from == date(2025, 7, 1)


def test_a_declared_heir_is_written_into_the_units_file_and_survives_a_load(
    admin: Client, root: Path
) -> None:
    declare(admin)
    (root / "agencies.toml").write_text(SOUND["agencies.toml"] + "\n", encoding="utf-8")
    assert province.load(root).kept == ["units/all.csv"], "a load that touches another file keeps it"
    assert heirs_of()
    assert province.export(root) == ["units/all.csv"]
    lines = (root / "units/all.csv").read_text().splitlines()
    assert lines[0].endswith(",note,successors_basis")
    assert "90003,Xã Cũ,xã,901,2019-01-01,2024-12-31,90001,,,,Nghị quyết 7/NQ-HĐND ngày 14/11/2024" in lines
    province.load(root)
    assert heirs_of() == [("90001", date(2019, 1, 1))]
    assert province.export(root) == []


def test_a_load_that_would_lose_a_declared_heir_is_refused_with_the_difference(
    admin: Client, root: Path
) -> None:
    declare(admin)
    changed = SOUND["units/all.csv"].replace(
        "90003,Xã Cũ,xã,901,2019-01-01,2024-12-31,,", "90003,Xã Cũ,xã,901,2019-01-01,2024-12-31,90002,"
    )
    (root / "units/all.csv").write_text(changed, encoding="utf-8")
    with pytest.raises(WouldOverwrite) as refused:
        province.load(root)
    assert "Nghị quyết 7/NQ-HĐND" in refused.value.diff
    assert heirs_of() == [("90001", date(2019, 1, 1))]


@pytest.mark.parametrize(
    ("address", "day", "changes", "field"),
    [
        (ENDED, date(2024, 11, 14), {"heir_1": ""}, "heir_1"),
        (ENDED, date(2024, 11, 14), {"heir_1": "90"}, "heir_1"),
        (ENDED, date(2024, 11, 14), {"heir_2": "99999"}, "heir_2"),
        (ENDED, date(2024, 11, 14), {"decision": " "}, "decision"),
        (ENDED, date(2026, 11, 24), {}, "decided_on"),
        ("/quan-tri/don-vi/90001/2025-07-01/", date(2024, 11, 14), {}, "Đơn vị đang hoạt động"),
    ],
)
def test_an_heir_that_makes_no_sense_is_refused(
    admin: Client, address: str, day: date, changes: dict[str, str], field: str
) -> None:
    answer = admin.post(address, posted(day, "decided_on", **{**HEIRS, **changes}))
    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert heirs_of() == []


def test_units_of_another_day_and_who_may_declare(admin: Client, window: Callable[..., Client]) -> None:
    page = admin.get(UNITS, posted(date(2020, 1, 1), "ngay", q="xa binh")).content.decode()
    assert "Xã Bình" in page
    assert "Xã An Bình" not in page
    assert "Không có đơn vị nào khớp" in admin.get(UNITS, {"q": "zzz"}).content.decode()
    assert admin.get("/quan-tri/don-vi/90003/2020-01-01/").status_code == 404
    other = window("unit_admin")
    for address in (UNITS, ENDED, HOURS):
        assert other.get(address).status_code == 403
    assert declare(other).status_code == 403
