"""The province's real packages over real boundaries: 01/07/2025, and the day a ministry's system takes over.

A draft is brought under the successor with what fits, an open dossier keeps its code, its clock and its rules.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import rows
from tests.government.dossiers.world import officer, resident
from tinhso.foundation.identity.models import Account, Capacity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import ZONE, Limit, at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Draft
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused

pytestmark = pytest.mark.django_db
COMMUNE = "08707"
OLD, NEW = "1.005377", "2.002641"
FRIDAY = datetime(2025, 6, 27, 9, 0, tzinfo=ZONE)
LAST_NIGHT = datetime(2025, 6, 30, 23, 0, tzinfo=ZONE)
FIRST_DAY = datetime(2025, 7, 1, 9, 0, tzinfo=ZONE)
KEPT = (
    "code",
    "procedure_code",
    "procedure_version_id",
    "due_at",
    "filed_at",
    "accepted_at",
    "state",
    "data",
)


@pytest.fixture
def province(db: None, settings: Any) -> None:
    """The real folder; people file here after the crossing too, as where no law moves the front door."""
    settings.TINHSO_FRONT_DOOR = "own"
    rows.load_province()


def example(path: str) -> dict[str, Any]:
    """The answers of a package's example."""
    text = (rows.PROVINCE / "procedures" / path).read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["data"])


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def staff(login: str, agency_id: Any, *roles: str) -> Actor:
    """An officer there since long before the crossing."""
    who = officer(login, Agency.objects.get(pk=agency_id), *roles)
    Capacity.objects.filter(pk=who.capacity_id).update(valid_from=date(2020, 1, 1))
    return who


def begun(who: Actor, code: str, data: dict[str, Any]) -> Draft:
    """A draft with everything but its papers."""
    draft = dossiers.start_draft(who, code)
    owner = {"name": "Giáp Mẫu Vinh", "citizen_id": "026190000001", "phone": "0911000076"}
    return dossiers.save_draft(
        who, draft.pk, data=data, people={"for": "self", "owner": owner, "filer": owner}, unit_code=COMMUNE
    )


def at_the_district(data: dict[str, Any]) -> Dossier:
    """An open dossier of the district's procedure, accepted on the Friday before."""
    version = procedures.version(OLD, FRIDAY.date())
    office = procedures.agency_for(version, COMMUNE, FRIDAY.date())
    desk = staff("mot-cua-huyen", organisation.one_stop_desk(office.id, FRIDAY.date()).id, "reception")
    filing = dossiers.CounterFiling(
        procedure_code=OLD,
        parties=(dossiers.PartyInput("owner", "Giáp Mẫu Vinh", citizen_id="026190000001"),),
        data=data,
        papers=tuple(
            dossiers.PaperInput(item.key, None, 1, 1)
            for item in procedures.components(version, data, "DIRECT")
            if item.kind == "submit"
        ),
        unit_code=COMMUNE,
        manual_limit=dossiers.ManualLimit(Limit.of(3, "working_day"), "Theo quy định của hợp tác xã."),
    )
    return dossiers.receive_at_counter(desk, filing).dossier


def test_a_draft_of_the_district_goes_on_under_the_communes_successor(province: None) -> None:
    who = resident("026190000001", "Giáp Mẫu Vinh")
    typed = example("hop-tac-xa/1.005377-tam-ngung-cap-huyen/examples/thuong.toml")
    with at(LAST_NIGHT):
        kept = begun(who, OLD, typed)
        window = browser(who)
    with at(FIRST_DAY):
        with pytest.raises(Conflict) as refused:
            dossiers.file_dossier(who, kept.pk)
        assert refused.value.code == "version_changed"
        told = window.get(f"/ho-so/nhap/{kept.pk}/kiem-tra/", follow=True).content.decode()
        now = Draft.objects.get(pk=kept.pk)
        earlier = window.get(f"/ho-so/nhap/{kept.pk}/mang-theo/").content.decode()
    assert "Từ ngày 01/07/2025, việc này làm theo thủ tục" in told
    assert "hãy chọn lại xã, phường" in told
    assert f"/ho-so/nhap/{kept.pk}/mang-theo/" in told
    assert (now.procedure_code, now.unit_code, now.competent_agency_id) == (NEW, "", None)
    assert now.data["holder"]["name"] == typed["cooperative"]["name"]
    assert now.data["holder"]["tax_number"] == typed["cooperative"]["tax_number"]
    assert now.data["pause"]["start"] == typed["start"]
    assert now.earlier["data"] == typed
    assert "end" in now.earlier["left"]
    assert "30/11/2025" in earlier
    assert (now.people, now.created_at) == (kept.people, kept.created_at)
    assert not Dossier.objects.exists()


def test_an_open_dossier_of_the_district_is_finished_by_who_continues_it(province: None) -> None:
    """Code, clock, rules and history stay; the next step belongs to the commune that took over."""
    typed = example("hop-tac-xa/1.005377-tam-ngung-cap-huyen/examples/thuong.toml") | {"start": "2025-07-15"}
    with at(FRIDAY):
        opened = at_the_district(typed)
    before = Dossier.objects.get(pk=opened.pk)
    acts = [event.id for event in history(Subject("dossier", opened.pk))]
    step = before.steps.get(done_at=None)
    heir = organisation.continuing(before.competent_id, FIRST_DAY.date(), unit_code=COMMUNE)
    with at(FIRST_DAY):
        specialist = staff("hop-tac-xa-xa", heir.id, "specialist")
        assert [row.code for row in dossiers.worklist(specialist, "my_unit").rows] == [before.code]
        after = dossiers.complete_step(specialist, step.id, outcome="fit")
        following = after.steps.get(done_at=None)
    assert [getattr(after, name) for name in KEPT] == [getattr(before, name) for name in KEPT]
    assert [event.id for event in history(Subject("dossier", opened.pk))][: len(acts)] == acts
    assert following.agency_id == heir.id
    assert heir.level == "commune"
    assert procedures.get_version(after.procedure_version_id).code == OLD


def test_what_a_ministry_takes_over_leads_there_and_open_dossiers_go_on(province: None) -> None:
    """The registration of a company: filed here until 30/06/2026, then in the national system."""
    code, day = "2.001583", datetime(2026, 6, 30, 9, 0, tzinfo=ZONE)
    who = resident("026190000001", "Giáp Mẫu Vinh")
    typed = example("doanh-nghiep/2.001583-cong-ty-mot-thanh-vien/examples/ho-len-cong-ty.toml")
    with at(day):
        kept = begun(who, code, typed)
        window = browser(who)
        assert procedures.filing_place(procedures.version(code), day.date()).kind == "here"
    after = day + timedelta(days=1)
    with at(after):
        assert window.get(f"/ho-so/nhap/{kept.pk}/").url == f"/ho-so/nhap/{kept.pk}/mang-theo/"
        page = window.get(f"/ho-so/nhap/{kept.pk}/mang-theo/").content.decode()
        public = Client().get(f"/thu-tuc/{code}/").content.decode()
        with pytest.raises(Refused) as online:
            dossiers.start_draft(who, code)
    system = "Hệ thống thông tin quốc gia về đăng ký doanh nghiệp"
    assert online.value.code == "worked_elsewhere"
    assert system in page
    assert system in public
    # The day has no public source, and the page says so.
    assert "Ngày bắt đầu chưa kiểm chứng" in public
    assert f"/nop/{code}/" not in public
    assert Draft.objects.get(pk=kept.pk).data == kept.data == typed
