"""Agencies by date: who has authority, under which code, and who continues whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.foundation.organisation import api
from tinhso.foundation.organisation.models import AgencyCode, Unit
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

pytestmark = pytest.mark.usefixtures("vinhphuc")
OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
ADMIN = Actor(kind="officer", roles=frozenset({"system_admin"}))


def test_every_unit_has_its_committee_and_desk() -> None:
    for on in (date(2024, 12, 31), date(2025, 1, 1), OLD, NEW):
        units = [unit for unit in api.units(on) if unit.level != "province"]
        assert units
        committees = {
            a.unit_code: a for a in api.agencies(on, kind="peoples_committee") if a.level != "province"
        }
        assert set(committees) == {unit.code for unit in units}
        desks = [a for kind in ("one_stop_desk", "service_centre") for a in api.agencies(on, kind=kind)]
        assert {desk.parent_id for desk in desks} >= {row.id for row in committees.values()}


def test_thirteen_departments_after_the_reform() -> None:
    for on in (date(2025, 3, 1), NEW):
        kinds = ("committee_office", "department", "inspectorate")
        assert sum(len(api.agencies(on, kind=kind)) for kind in kinds) == 13


@pytest.mark.parametrize(
    ("level", "unit", "field", "on", "slug"),
    [
        ("commune", "08707", "Hộ tịch", OLD, "ubnd-phuong-tich-son-2019"),
        ("commune", "08707", "Hộ tịch", NEW, "ubnd-phuong-vinh-yen-2025"),
        ("commune", "09112", None, NEW, "ubnd-xa-tho-tang-2025"),
        ("district", "09112", None, OLD, "ubnd-huyen-vinh-tuong"),
        ("province", "09112", "Đất đai", OLD, "so-nong-nghiep-va-moi-truong-vinh-phuc"),
        ("province", "09112", "Đất đai", date(2024, 1, 1), "so-tai-nguyen-va-moi-truong-vinh-phuc"),
        ("province", "09112", "Bưu chính", date(2024, 1, 1), "so-thong-tin-va-truyen-thong-vinh-phuc"),
        ("province", "25", "Hộ tịch", NEW, "so-tu-phap-phu-tho"),
        ("province", "25", "Lĩnh vực không có", NEW, "ubnd-tinh-phu-tho"),
        ("province", "25", "Giải quyết tố cáo", NEW, "thanh-tra-phu-tho"),
    ],
)
def test_competent_agency(level: str, unit: str, field: str | None, on: date, slug: str) -> None:
    assert api.competent_agency(level, unit, field, on).slug == slug


def test_no_district_since_the_merger() -> None:
    with pytest.raises(NotFound) as refusal:
        api.competent_agency("district", "09112", None, NEW)
    assert refusal.value.code == "no_competent_agency"


@pytest.mark.parametrize(
    ("slug", "unit", "heir"),
    [
        ("ubnd-phuong-tich-son-2019", None, "ubnd-phuong-vinh-yen-2025"),
        ("ubnd-xa-dinh-trung-2019", None, "ubnd-phuong-vinh-phuc-2025"),
        ("ubnd-huyen-vinh-tuong", "09112", "ubnd-xa-tho-tang-2025"),
        ("ubnd-huyen-vinh-tuong", "09079", "ubnd-xa-vinh-an-2025"),
        ("so-ke-hoach-va-dau-tu-vinh-phuc", None, "so-tai-chinh-phu-tho"),
        ("ubnd-phuong-xuan-hoa-2025", None, "ubnd-phuong-xuan-hoa-2025-07"),
        ("ttpvhcc-tinh-vinh-phuc", None, "ttpvhcc-tinh-phu-tho"),
        ("vpdkdd-huyen-vinh-tuong", None, "vpdkdd-phu-tho"),
    ],
)
def test_continuing(slug: str, unit: str | None, heir: str) -> None:
    old = api.agency_by_slug(slug)
    assert api.continuing(old.id, date(2026, 1, 1), unit).slug == heir
    assert api.continuing(old.id, old.valid_from).id == old.id


def test_nobody_known_to_continue() -> None:
    gone = api.agency_by_slug("ubnd-phuong-trung-trac-2019")
    with pytest.raises(NotFound) as refusal:
        api.continuing(gone.id, NEW)
    assert refusal.value.code == "agency_without_successor"


def test_desk_and_linked_agencies() -> None:
    committee = api.competent_agency("commune", "08707", None, NEW)
    desk = api.one_stop_desk(committee.id, NEW)
    assert (desk.kind, desk.name) == ("service_centre", "Trung tâm Phục vụ hành chính công phường Vĩnh Yên")
    department = api.competent_agency("province", "25", "Hộ tịch", NEW)
    assert api.one_stop_desk(department.id, NEW).slug == "ttpvhcc-tinh-phu-tho"
    assert api.linked_agency("land_registry", "09112", OLD).slug == "vpdkdd-huyen-vinh-tuong"
    assert api.linked_agency("land_registry", "09112", NEW).slug == "vpdkdd-phu-tho"
    tax = api.linked_agency("tax_office", "09112", NEW)
    assert (tax.slug, tax.vertical) == ("co-quan-thue-phu-tho", True)


def test_codes_are_visibly_provisional_and_inherited_by_desks() -> None:
    committee = api.competent_agency("commune", "08707", None, OLD)
    info = api.agency_code_info(committee.id, OLD)
    assert (info.code, info.provisional) == ("H62.TMP-08707", True)
    assert api.agency_code(api.one_stop_desk(committee.id, OLD).id, OLD) == "H62.TMP-08707"
    assert api.agency_code(api.competent_agency("commune", "08707", None, NEW).id, NEW) == "H44.TMP-08707"
    province = api.agency_by_code("000.00.00.H62", OLD)
    assert (province.slug, api.agency_code(province.id, OLD)) == ("ubnd-tinh-vinh-phuc", "H62")
    with pytest.raises(NotFound):
        api.agency_code(province.id, NEW)
    assert not AgencyCode.objects.filter(provisional=False).exclude(code__in=["H62", "H44"]).exists()


def test_replacing_a_code_closes_the_old_one() -> None:
    agency = api.agency_by_slug("ubnd-xa-tho-tang-2025")
    first = today() + timedelta(days=3)
    api.replace_agency_code(ADMIN, agency.id, "H44.99", first, "Quyết định thử")
    assert api.agency_code(agency.id, first - timedelta(days=1)) == "H44.TMP-09112"
    info = api.agency_code_info(agency.id, first)
    assert (info.code, info.provisional) == ("H44.99", False)
    assert api.agency_by_code("H44.TMP-09112", today()).id == agency.id
    events = list(history(Subject("agency", agency.id)))
    assert [event.verb for event in events] == ["agency.code_replaced"]


@pytest.mark.parametrize(
    ("actor", "code", "days", "basis", "refused"),
    [
        (Actor(kind="officer", roles=frozenset({"unit_admin"})), "H44.99", 1, "QĐ", "not_system_admin"),
        (Actor(kind="resident"), "H44.99", 1, "QĐ", "not_system_admin"),
        (ADMIN, "H44 99", 1, "QĐ", "agency_code_shape"),
        (ADMIN, "h44.99", 1, "QĐ", "agency_code_shape"),
        (ADMIN, "H" * 36, 1, "QĐ", "agency_code_shape"),
        (ADMIN, "H44.99", 0, "QĐ", "agency_code_past"),
        (ADMIN, "H44.99", -9, "QĐ", "agency_code_past"),
        (ADMIN, "H44.99", 1, "  ", "agency_code_basis"),
        (ADMIN, "H44.TMP-08707", 1, "QĐ", "agency_code_taken"),
    ],
)
def test_code_that_may_not_be_given(actor: Actor, code: str, days: int, basis: str, refused: str) -> None:
    agency = api.agency_by_slug("ubnd-xa-tho-tang-2025")
    before = list(AgencyCode.objects.filter(agency_id=agency.id).values_list())
    with pytest.raises(Refused) as refusal:
        api.replace_agency_code(actor, agency.id, code, today() + timedelta(days=days), basis)
    assert refusal.value.code == refused
    assert list(AgencyCode.objects.filter(agency_id=agency.id).values_list()) == before


def test_code_of_an_ended_agency_or_twice() -> None:
    ended = api.agency_by_slug("ubnd-huyen-vinh-tuong")
    with pytest.raises(Refused) as refusal:
        api.replace_agency_code(ADMIN, ended.id, "H44.99", today() + timedelta(days=1), "QĐ")
    assert refusal.value.code == "agency_ended"
    agency = api.agency_by_slug("ubnd-xa-tho-tang-2025")
    api.replace_agency_code(ADMIN, agency.id, "H44.99", today() + timedelta(days=5), "QĐ")
    with pytest.raises(Conflict):
        api.replace_agency_code(ADMIN, agency.id, "H44.98", today() + timedelta(days=4), "QĐ")


def test_only_an_administrator(vinhphuc: object) -> None:
    agency = api.agency_by_slug("so-tu-phap-phu-tho")
    with pytest.raises(Forbidden):
        api.replace_agency_code(Actor(kind="officer"), agency.id, "H44.5", today() + timedelta(days=1), "QĐ")


def test_the_database_itself_refuses_two_holders_of_a_code() -> None:
    unit = Unit.objects.get(code="08707", valid_from=NEW)
    twin = Unit(code="08707", name="Xã Khác", type="xã", level="commune", valid_from=NEW + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS unit_code_no_overlap IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(id=unit.id).update(valid_to=date(2020, 1, 1))
    one = api.agency_by_slug("ubnd-xa-tho-tang-2025")
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyCode.objects.create(agency_id=one.id, code="H44.1", valid_from=today())


def test_before_any_folder_is_loaded_the_header_is_the_product(vinhphuc: object) -> None:
    assert api.header(date(1990, 1, 1)).full == "Tỉnh Số"
