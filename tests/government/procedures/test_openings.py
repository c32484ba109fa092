"""Opened, closed, opened again: what agencies offer on a day, and who may file there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.government.offices import small_province
from tests.government.procedures.conftest import PROVINCE, crowd_package
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import Folder
from tinhso.foundation.province.models import ProvinceItem
from tinhso.foundation.records.models import Event
from tinhso.foundation.worktime.api import now, today
from tinhso.government.procedures import api
from tinhso.government.procedures import folder as part
from tinhso.government.procedures.models import Opening, ProcedureVersion
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused

SYSTEM = Actor.system("test")
HAND, MADE = "9.000001", "9.000002"
DAY = timedelta(days=1)


def terms(**changes: object) -> api.Terms:
    given = api.Terms(today(), "partial", "12/QĐ-UBND", today() - DAY)
    return replace(given, **changes)  # type: ignore[arg-type]


def draft(
    code: str = "9.000003", valid_from: str = "2025-07-01", title: str = "Cấp thẻ thử nghiệm"
) -> api.PackageDraft:
    """What opening a procedure of the national catalogue publishes."""
    from tests.government.catalogue.test_generated import FULL
    from tinhso.government.catalogue.rules.generated import Settled, generate

    made = generate(replace(FULL, code=code, name=title), Settled(date.fromisoformat(valid_from)))
    return api.PackageDraft(made.code, made.slug, made.field_key, made.field_name, made.files)


@pytest.fixture
def communes(db: None) -> list[organisation.AgencyInfo]:
    """Two procedures, one written by hand and one to be opened, and the province's agencies of today."""
    folder = Folder(PROVINCE)
    small_province()
    texts = crowd_package(HAND, "ho-tich", "Thủ tục viết tay") | crowd_package(
        MADE, "ho-tich", "Thủ tục chờ mở"
    )
    name = f"procedures/ho-tich/{MADE}-crowd/procedure.toml"
    texts[name] = texts[name].replace(b"online_level", b'origin = "catalogue"\nonline_level')
    texts |= {n: folder.data(n) for n in folder.files if n.startswith("search/fields")}
    texts |= {"search/life-events.toml": b"", "search/synonyms.toml": b""}
    ProvinceItem.objects.create(
        part=part.NAME,
        path="search/fields.toml",
        content=texts["search/fields.toml"],
        sha256="x",
        loaded_at=now(),
    )
    part.load_part(Folder(texts=texts), SYSTEM)
    return api.competent_agencies(api.version(HAND), today())


def ids(*agencies: organisation.AgencyInfo) -> list[UUID]:
    return [one.id for one in agencies]


def is_open(code: str, agency: organisation.AgencyInfo, on: date) -> bool:
    return api.offer(api.version(code), agency.id, on).open


def test_what_is_written_by_hand_is_offered_and_what_was_imported_waits(
    communes: list[organisation.AgencyInfo],
) -> None:
    first, day = communes[0], today()
    assert len(communes) > 10
    assert is_open(HAND, first, day)
    assert not is_open(MADE, first, day)
    assert [row.code for row in api.procedures()] == [HAND]
    assert [hit.code for hit in api.search("thủ tục")] == [HAND]
    with pytest.raises(Refused) as told:
        api.require_open(api.version(MADE), first.id, day)
    assert told.value.code == "not_open_here"
    assert "Hiện không cơ quan nào" in str(told.value)
    assert not api.filing_place(api.version(MADE), day).here


def test_opening_is_for_one_agency_from_one_day_on(communes: list[organisation.AgencyInfo]) -> None:
    first, second, day = communes[0], communes[1], today()
    assert api.open_procedure(SYSTEM, MADE, ids(first), terms(valid_from=day + DAY)) == 1
    assert not is_open(MADE, first, day)
    assert is_open(MADE, first, day + DAY)
    assert not is_open(MADE, second, day + DAY)
    assert api.offer(api.version(MADE), first.id, day + DAY).online == "partial"
    assert [row.code for row in api.procedures(day + DAY)] == [MADE, HAND]
    assert {hit.code for hit in api.search("thủ tục", on=day + DAY)} == {HAND, MADE}
    with pytest.raises(Refused) as told:
        api.require_open(api.version(MADE), second.id, day + DAY)
    assert first.name in str(told.value)
    event = Event.objects.filter(verb="procedure.opened").get()
    assert event.facts["agencies"] == [first.slug]
    assert event.facts["decision"] == "12/QĐ-UBND"


def test_the_same_again_changes_nothing_and_a_later_word_counts(
    communes: list[organisation.AgencyInfo],
) -> None:
    first, day = communes[0], today()
    assert api.open_procedure(SYSTEM, MADE, ids(*communes), terms()) == len(communes)
    assert api.open_procedure(SYSTEM, MADE, ids(*communes), terms()) == 0
    assert api.open_procedure(SYSTEM, MADE, ids(first), terms(level="full")) == 1
    assert api.offer(api.version(MADE), first.id, day).level == "full"
    told = api.openings_of(MADE, first.id)
    assert [(row.level, row.superseded) for row in told] == [("full", False), ("partial", True)]


def test_closed_from_a_day_on_and_opened_for_a_time(communes: list[organisation.AgencyInfo]) -> None:
    first, day = communes[0], today()
    api.close_procedure(SYSTEM, HAND, ids(first), day + 5 * DAY, "Chuyển lên cấp tỉnh")
    assert [is_open(HAND, first, day + n * DAY) for n in (0, 4, 5, 90)] == [True, True, False, False]
    api.open_procedure(SYSTEM, HAND, ids(first), terms(valid_from=day + 10 * DAY, valid_to=day + 12 * DAY))
    days = [is_open(HAND, first, day + n * DAY) for n in (9, 10, 12, 13, 90)]
    assert days == [False, True, True, False, False]
    api.open_procedure(SYSTEM, HAND, ids(first), terms(valid_from=day + 2 * DAY))
    assert [is_open(HAND, first, day + n * DAY) for n in (2, 4, 5, 10)] == [True, True, False, True]


def test_closed_everywhere_is_found_nowhere(communes: list[organisation.AgencyInfo]) -> None:
    api.close_procedure(SYSTEM, HAND, ids(*communes), today(), "Bãi bỏ")
    assert api.procedures() == []
    assert api.search("viết tay") == []
    assert api.fields() == []
    place = api.filing_place(api.version(HAND), today())
    assert not place.here
    assert "Hiện không cơ quan nào" in place.why


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decision": "  "}, "decision"),
        ({"decision": "x" * 121}, "decision"),
        ({"decided_on": date(2100, 1, 1)}, "decided_on"),
        ({"valid_to": date(2020, 1, 1)}, "valid_to"),
        ({"level": "4"}, "level"),
        ({"level": ""}, "level"),
        ({"reason": "x" * 601}, "reason"),
    ],
)
def test_a_decision_is_whole(
    communes: list[organisation.AgencyInfo], changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as told:
        api.open_procedure(SYSTEM, MADE, ids(communes[0]), terms(**changes))
    assert [error.field for error in told.value.errors] == [field]
    assert not Opening.objects.exists()


def test_before_2022_services_had_four_levels(communes: list[organisation.AgencyInfo]) -> None:
    early = date(2021, 3, 1)
    version = api.version(MADE, early)
    there = api.competent_agencies(version, early)[0]
    given = terms(valid_from=early, decided_on=early, level="4")
    api.open_procedure(SYSTEM, MADE, [there.id], given)
    assert api.offer(version, there.id, early).level == "4"
    later = api.offer(version, there.id, date(2023, 1, 1))
    assert (later.level, later.online) == ("full", "full")


def test_who_may_open_what(communes: list[organisation.AgencyInfo]) -> None:
    first, second = communes[0], communes[1]
    mine = Actor("officer", agency_id=first.id, roles=frozenset({"unit_admin"}))
    api.open_procedure(mine, MADE, ids(first), terms())
    with pytest.raises(Forbidden):
        api.open_procedure(mine, MADE, ids(first, second), terms())
    with pytest.raises(Forbidden):
        api.close_procedure(
            Actor("officer", agency_id=first.id, roles=frozenset({"clerk"})), MADE, ids(first), today(), "x"
        )
    department = organisation.agencies(today(), level="province", kind="department")[0]
    with pytest.raises(Refused) as told:
        api.open_procedure(SYSTEM, MADE, ids(first, department), terms())
    assert told.value.code == "not_competent"
    with pytest.raises(NotFound):
        api.open_procedure(SYSTEM, "9.999999", ids(first), terms())
    with pytest.raises(Refused):
        api.close_procedure(SYSTEM, MADE, ids(first), today() - DAY, "quá muộn")


def test_publishing_ends_the_version_before_it_and_keeps_it(communes: list[organisation.AgencyInfo]) -> None:
    one = api.publish_version(SYSTEM, draft(), date(2025, 7, 1))
    assert (one.code, one.valid_to, one.content.origin) == ("9.000003", None, "catalogue")
    two = api.publish_version(SYSTEM, draft(valid_from="2026-01-01", title="Cấp thẻ mới"), date(2026, 1, 1))
    assert api.version("9.000003", date(2025, 12, 31)).id == one.id
    assert api.version("9.000003", date(2026, 1, 1)).id == two.id
    assert api.get_version(one.id).valid_to == date(2025, 12, 31)
    assert [e.facts["code"] for e in Event.objects.filter(verb="procedure.published")] == ["9.000003"] * 2
    with pytest.raises(Conflict):
        api.publish_version(SYSTEM, draft(valid_from="2025-09-01"), date(2025, 9, 1))
    with pytest.raises(Refused) as told:
        api.publish_version(
            SYSTEM,
            replace(draft("9.000004"), files={**draft("9.000004").files, "form.json": "{}"}),
            date(2025, 7, 1),
        )
    assert told.value.code == "package_faulty"
    with pytest.raises(Forbidden):
        api.publish_version(Actor("officer", roles=frozenset({"clerk"})), draft("9.000004"), date(2025, 7, 1))
    assert not api.known("9.000004")


def test_published_versions_and_openings_go_with_the_folder(
    communes: list[organisation.AgencyInfo], tmp_path: Path
) -> None:
    api.publish_version(SYSTEM, draft(), date(2025, 7, 1))
    api.publish_version(SYSTEM, draft(valid_from="2026-01-01"), date(2026, 1, 1))
    api.open_procedure(SYSTEM, "9.000003", ids(*communes), terms())
    api.close_procedure(SYSTEM, HAND, ids(communes[0]), today(), "Bãi bỏ, theo quyết định mới")
    written = {
        name: data if isinstance(data, bytes) else data.encode() for name, data in part.export_part().items()
    }
    assert {"openings.csv", "search/fields.toml"} <= set(written)
    assert sum(name.endswith("/procedure.toml") for name in written) == 4
    base = {n: Folder(PROVINCE).data(n) for n in Folder(PROVINCE).files if n.startswith("calendar/")}
    texts = {"search/life-events.toml": b"", "search/synonyms.toml": b"", **base, **written}
    assert texts["search/fields.toml"].startswith(Folder(PROVINCE).data("search/fields.toml").strip())
    made = [
        str(f)
        for f in part.check_part(Folder(texts=texts))
        if "-crowd/" not in str(f) and "fields.toml" not in str(f)
    ]
    assert made == []
    before = sorted(
        Opening.objects.values_list("agency_id", "open", "valid_from", "level", "decision", "reason")
    )
    ProcedureVersion.objects.all().delete()
    Opening.objects.all().delete()
    part.load_part(Folder(texts=texts), SYSTEM)
    part.load_part(Folder(texts=texts), SYSTEM)
    after = sorted(
        Opening.objects.values_list("agency_id", "open", "valid_from", "level", "decision", "reason")
    )
    assert after == before
    assert part.export_part()["openings.csv"] == written["openings.csv"].decode()


@pytest.mark.parametrize(
    ("file", "old", "new", "heading", "told"),
    [
        ("process.bpmn", 'share="0.5"', 'share="0.4"', "Ai làm bước nào", "share 0.4"),
        ("procedure.toml", '"shift"', '"restart"', "Cách tiếp nhận và giải quyết", "tính lại thời hạn"),
    ],
)
def test_no_difference_between_versions_is_passed_over(
    communes: list[organisation.AgencyInfo], file: str, old: str, new: str, heading: str, told: str
) -> None:
    """Neither who does a step nor how a deadline runs on has a line in the law's own fields."""
    one = api.publish_version(SYSTEM, draft(), date(2025, 7, 1))
    later = draft(valid_from="2026-01-01")
    files = dict(later.files)
    assert old in files[file]
    files[file] = files[file].replace(old, new)
    two = api.publish_version(SYSTEM, replace(later, files=files), date(2026, 1, 1))
    found = {change.name: change for change in api.differences(one.id, two.id)}
    assert told in found[heading].after
    assert told not in found[heading].before
    assert file in found["Tệp có thay đổi"].after


def test_a_version_that_only_begins_later_says_nothing_else(communes: list[organisation.AgencyInfo]) -> None:
    one = api.publish_version(SYSTEM, draft(), date(2025, 7, 1))
    two = api.publish_version(SYSTEM, draft(valid_from="2026-01-01"), date(2026, 1, 1))
    assert api.differences(one.id, two.id) == []
