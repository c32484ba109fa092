"""Two front doors: what begins where, and what the change of doors at midnight leaves as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import CODE, MONDAY, World, accepted, draft, filed, procedure, step
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.identity.models import Account, SignIn
from tinhso.foundation.province.models import Setting
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Draft
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.held import forget_all

pytestmark = pytest.mark.django_db
MIDNIGHT = datetime(2026, 11, 24, 0, 0, tzinfo=ZONE)
BEFORE, AFTER = MIDNIGHT - timedelta(minutes=1), MIDNIGHT + timedelta(minutes=1)
PORTAL = "https://cong.example"
MINISTRY = [{"where": "ministry", "system": "Hệ thống thử của Bộ", "valid_from": "2026-11-24"}]


@pytest.fixture
def two_doors(world: World, settings: Any) -> World:
    """The law moves the front door at MIDNIGHT."""
    settings.TINHSO_FRONT_DOOR = ""
    for value, first in (("own", date(2022, 1, 1)), ("national", MIDNIGHT.date())):
        Setting.objects.create(key="front_door", value=value, valid_from=first)
    Setting.objects.create(key="contacts.national_portal", value=PORTAL, valid_from=date(1900, 1, 1))
    forget_all()
    return world


def browser(actor: Any) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def counter(world: World) -> dossiers.CounterFiling:
    return dossiers.CounterFiling(
        procedure_code=CODE,
        parties=(dossiers.PartyInput(role="owner", name="Nguyễn Thị Ví Dụ", citizen_id="026190000001"),),
        channel="DIRECT",
        data={"subject": "Đề nghị xác nhận"},
        unit_code=world.unit.code,
    )


def from_portal(world: World, moment: datetime) -> dossiers.PortalFiling:
    return dossiers.PortalFiling(
        portal_code="THU-261124-0001",
        procedure_code=CODE,
        parties=(
            dossiers.PartyInput(
                role="owner", name="Nguyễn Thị Ví Dụ", citizen_id="026190000001", verified=True
            ),
        ),
        filed_at=moment,
        data={"subject": "Đề nghị xác nhận"},
        unit_code=world.unit.code,
    )


@pytest.mark.parametrize(
    ("moment", "route", "online", "counter_takes", "place"),
    [
        (BEFORE, [], "", "", "here"),
        (AFTER, [], "filed_on_the_portal", "", "portal"),
        (BEFORE, MINISTRY, "", "", "here"),
        (AFTER, MINISTRY, "worked_elsewhere", "worked_elsewhere", "ministry"),
    ],
)
def test_where_a_dossier_can_begin(
    two_doors: World, moment: datetime, route: Any, online: str, counter_takes: str, place: str
) -> None:
    two_doors.version.content = {**two_doors.version.content, "route": route}
    two_doors.version.save()
    forget_all()
    with at(moment):
        assert procedures.filing_place(procedures.version(CODE), moment.date()).kind == place
        for expected, act in (
            (online, lambda: dossiers.start_draft(two_doors.resident, CODE)),
            (counter_takes, lambda: dossiers.receive_at_counter(two_doors.reception, counter(two_doors))),
        ):
            if not expected:
                assert act() is not None
                continue
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == expected
            assert refused.value.way_out


def test_a_filing_on_the_portal_before_the_route_moved_still_belongs_here(two_doors: World) -> None:
    two_doors.version.content = {**two_doors.version.content, "route": MINISTRY}
    two_doors.version.save()
    forget_all()
    system = Actor.system("portal")
    with at(AFTER):
        made = dossiers.receive_from_portal(system, from_portal(two_doors, BEFORE))
        assert made.dossier.state == 1
        with pytest.raises(Refused) as refused:
            dossiers.receive_from_portal(
                system, replace(from_portal(two_doors, AFTER), portal_code="THU-261124-0002")
            )
    assert refused.value.code == "worked_elsewhere"


def test_a_draft_outlives_midnight_and_can_be_taken_along(two_doors: World) -> None:
    with at(BEFORE):
        kept = draft(two_doors)
        window = browser(two_doors.resident)
        assert window.get(f"/ho-so/nhap/{kept.pk}/").url != f"/ho-so/nhap/{kept.pk}/mang-theo/"
    with at(AFTER):
        with pytest.raises(Refused) as refused:
            dossiers.file_dossier(two_doors.resident, kept.pk)
        assert refused.value.code == "filed_on_the_portal"
        carry = f"/ho-so/nhap/{kept.pk}/mang-theo/"
        assert window.get(f"/ho-so/nhap/{kept.pk}/").url == carry
        page = window.get(carry).content.decode()
        taken = window.get(f"{carry}noi-dung.json").json()
        mine = window.get("/ca-nhan/").content.decode()
    assert "Đề nghị xác nhận" in page
    assert PORTAL in page
    assert taken["data"] == {"subject": "Đề nghị xác nhận"}
    assert taken["people"]["owner"]["name"] == "Nguyễn Thị Ví Dụ"
    assert str(kept.pk) in mine
    after = Draft.objects.get(pk=kept.pk)
    assert (after.data, after.version, after.expires_at) == (kept.data, kept.version, kept.expires_at)
    assert not Dossier.objects.exists()


def test_what_is_typed_over_midnight_is_kept(two_doors: World) -> None:
    with at(BEFORE):
        kept = draft(two_doors)
        window = browser(two_doors.resident)
        page = f"/ho-so/nhap/{kept.pk}/khai/main/"
        seen = window.get(page).content.decode().split('name="_seen" value="')[1].split('"')[0]
    with at(AFTER):
        answer = window.post(page, {"_seen": seen, "subject": "Gõ lúc nửa đêm"})
    assert answer.status_code == 302
    assert Draft.objects.get(pk=kept.pk).data == {"subject": "Gõ lúc nửa đêm"}


def test_an_open_dossier_goes_on_unchanged(two_doors: World) -> None:
    """Neither the door nor a moved route re-codes it, restarts its clock or adds an act."""
    opened = accepted(two_doors, MONDAY)
    with at(BEFORE):
        before = Dossier.objects.get(pk=opened.pk)
        acts = len(history(Subject("dossier", opened.pk)))
        version = two_doors.version
        version.content = {**version.content, "route": MINISTRY}
        version.save()
        forget_all()
    with at(AFTER):
        after = Dossier.objects.get(pk=opened.pk)
        facts = ("code", "state", "due_at", "next_due", "filed_at", "accepted_at", "version", "account_id")
        assert [getattr(after, f) for f in facts] == [getattr(before, f) for f in facts]
        assert len(history(Subject("dossier", opened.pk))) == acts
        page = browser(two_doors.resident).get(f"/tra-cuu/{opened.code}/")
        assert page.status_code == 200
    with at(datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)):
        worked = dossiers.complete_step(two_doors.specialist, step(opened, "appraise").id, outcome="fit")
    assert worked.due_at == before.due_at


def test_a_supplement_asked_before_midnight_is_answered_here_after_it(two_doors: World) -> None:
    opened = filed(two_doors, MONDAY)
    with at(datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)):
        dossiers.request_supplement(
            two_doors.reception,
            opened.pk,
            items=[dossiers.Missing("field", "subject", "Nội dung đề nghị", "Ghi rõ hơn.")],
            reason="Chưa rõ nội dung.",
        )
    with at(datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)):
        dossiers.answer_supplement(two_doors.resident, opened.pk, data={"subject": "Ghi rõ hơn"})
    assert Dossier.objects.get(pk=opened.pk).data == {"subject": "Ghi rõ hơn"}


@pytest.mark.parametrize("level", ["LoA2.IAL2", ""])
def test_a_filing_keeps_how_strongly_its_person_was_proven(world: World, level: str) -> None:
    with at(MONDAY):
        session = "phien-thu"
        SignIn.objects.create(
            account_id=world.resident.account_id, session_key=session, level=level, started_at=MONDAY
        )
        who = replace(world.resident, session=session)
        made = dossiers.file_dossier(who, draft(world, who).pk).dossier
    facts = [e.facts for e in history(Subject("dossier", made.pk)) if e.verb == "dossier.file"]
    assert [told["identity_level"] for told in facts] == [level]


def test_programs_do_not_file_here_either(two_doors: World) -> None:
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Ứng dụng thử"), ["dossiers:file"], 3)
    body = {"procedure_code": CODE, "unit_code": two_doors.unit.code, "data": {"subject": "x"}}
    body["owner"] = {"name": "Nguyễn Thị Ví Dụ", "citizen_id": "026190000001"}
    with at(AFTER):
        answer = Client().post(
            "/api/v1/dossiers",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "khoa-thu-0001"},
        )
    assert answer.status_code == 422
    assert answer.json()["code"] == "filed_on_the_portal"
    assert PORTAL in answer.json()["way_out"]
    assert not Dossier.objects.exists()


def test_pages_lead_to_the_portal(two_doors: World) -> None:
    procedure("9.999998", online_level="none")
    with at(AFTER):
        window = Client()
        shown = window.get(f"/thu-tuc/{CODE}/").content.decode()
        start = window.get(f"/nop/{CODE}/").content.decode()
        posted = browser(two_doors.resident).post(f"/nop/{CODE}/")
        desk_only = window.get("/thu-tuc/9.999998/").content.decode()
        told = window.get(f"/api/v1/procedures/{CODE}").json()["filing"]
    assert f'href="{PORTAL}"' in shown
    assert f"/nop/{CODE}/" not in shown
    assert f'href="{PORTAL}"' in start
    assert posted.status_code == 200
    assert not Draft.objects.exists()
    assert PORTAL not in desk_only
    assert (told["kind"], told["address"]) == ("portal", PORTAL)


LATER = "2026-11-24"


def second_version(world: World, **changes: Any) -> Any:
    """The procedure says something else from MIDNIGHT on; what was in force ends the day before."""
    old = world.version
    ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=BEFORE.date())
    made = ProcedureVersion.objects.create(
        procedure=old.procedure,
        valid_from=MIDNIGHT.date(),
        title=old.title,
        content={**old.content, "valid_from": LATER, **changes},
        form_schema=old.form_schema,
        process_xml=old.process_xml,
        sort_key="a",
    )
    forget_all()
    return made


def test_a_draft_of_yesterdays_version_is_filed_by_the_rules_of_today(world: World) -> None:
    """What was typed stays; what a dossier is received under is what is in force that day."""
    with at(BEFORE):
        kept = draft(world)
        window = browser(world.resident)
    paper = {"key": "moi", "name": "Giấy mới", "originals": 1, "required": True}
    new = second_version(world, components=[paper])
    with at(AFTER):
        with pytest.raises(Refused) as refused:
            dossiers.file_dossier(world.resident, kept.pk)
        assert refused.value.code == "version_changed"
        page = window.get(f"/ho-so/nhap/{kept.pk}/kiem-tra/")
        assert page.url == f"/ho-so/nhap/{kept.pk}/"
        told = window.get(page.url, follow=True).content.decode()
        assert "theo quy định mới từ ngày 24/11/2026" in told
        after = Draft.objects.get(pk=kept.pk)
        assert (after.procedure_version_id, after.data, after.unit_code) == (
            new.pk,
            kept.data,
            kept.unit_code,
        )
        with pytest.raises(Refused) as missing:
            dossiers.file_dossier(world.resident, kept.pk)
    assert missing.value.field == "files.moi"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("ended", [False, True], ids=["moved-by-its-new-version", "abolished"])
def test_a_draft_of_what_is_no_longer_worked_on_here_can_be_taken_along(world: World, ended: bool) -> None:
    with at(BEFORE):
        kept = draft(world)
        window = browser(world.resident)
    if ended:
        ProcedureVersion.objects.update(valid_to=BEFORE.date())
        forget_all()
    else:
        second_version(world, route=MINISTRY)
    with at(AFTER):
        with pytest.raises(Refused) as refused:
            dossiers.file_dossier(world.resident, kept.pk)
        assert refused.value.code == ("procedure_not_found" if ended else "worked_elsewhere")
        carry = f"/ho-so/nhap/{kept.pk}/mang-theo/"
        assert window.get(f"/ho-so/nhap/{kept.pk}/kiem-tra/").url == carry
        page = window.get(carry)
    assert page.status_code == 200
    assert "Đề nghị xác nhận" in page.content.decode()
    assert not Dossier.objects.exists()
