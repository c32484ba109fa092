"""A version is begun, saved, overtaken, published; dossiers and the day decide from when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.government.design.conftest import CODE
from tests.government.dossiers.world import officer
from tinhso.foundation.identity.models import Account
from tinhso.foundation.organisation.models import Agency
from tinhso.foundation.records.models import Event
from tinhso.foundation.worktime.api import today
from tinhso.government.design import api, queries
from tinhso.government.design.models import DraftSave, VersionDraft
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.actions.export import export
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Invalid, Refused

pytestmark = pytest.mark.django_db


def begun(actor: Actor) -> VersionDraft:
    return api.start(actor, procedures.last_version(CODE).id)


def test_a_changed_process_becomes_the_version_of_a_day_and_open_dossiers_keep_theirs(
    exemplary: None, admin: Actor
) -> None:
    old = procedures.version(CODE)
    draft = begun(admin)
    assert api.faults(draft, api.files_now(draft)) == []
    text = api.files_now(draft)["process.bpmn"].replace("Thẩm tra hồ sơ", "Thẩm tra kỹ hồ sơ")
    draft = api.save(admin, draft.id, 1, "process.bpmn", text)
    day = today() + timedelta(days=3)
    done = api.publish(admin, draft.id, 2, day, "12/QĐ-UBND", "Đổi tên bước cho rõ")

    new = procedures.version(CODE, day)
    assert new.id == done.version_id != old.id
    assert procedures.version(CODE).id == old.id
    assert procedures.get_version(old.id).valid_to == day - timedelta(days=1)
    assert procedures.spec_id(old.id) != procedures.spec_id(new.id)
    assert new.content.decision == "12/QĐ-UBND"
    written = {name: text for name, text in export().items() if f"@{day.isoformat()}/" in name}
    assert any("Thẩm tra kỹ hồ sơ" in str(text) for text in written.values())
    assert len(written) == len(api.files_now(done))
    with pytest.raises(Conflict):
        api.save(admin, draft.id, done.number, "README.md", "muộn")
    verbs = list(Event.objects.filter(verb__startswith="design.").values_list("verb", flat=True))
    assert {"design.started", "design.saved", "design.published"} <= set(verbs)


def test_before_publishing_one_reads_what_would_change_and_that_nothing_would(
    exemplary: None, admin: Actor
) -> None:
    draft = begun(admin)
    told = queries.news(draft, api.files_now(draft))
    assert told is not None
    assert (told.changes, told.moved) == ([], False)
    text = api.files_now(draft)["process.bpmn"].replace("Thẩm tra hồ sơ", "Thẩm tra kỹ hồ sơ")
    draft = api.save(admin, draft.id, 1, "process.bpmn", text)
    told = queries.news(draft, api.files_now(draft))
    assert told is not None
    names = [change["name"] for change in told.changes]
    assert "Các bước xử lý" in names
    assert names[-1] == "Tệp có thay đổi", "what no words tell is not passed over"
    page = Client()
    page.force_login(Account.objects.get(pk=admin.account_id))
    shown = page.get(f"/quan-tri/thiet-ke/{draft.id}/cong-bo/").content.decode()
    assert "Phiên bản mới sẽ khác ở đâu" in shown
    assert "kỹ" in shown
    assert queries.news(draft, {**api.files_now(draft), "procedure.toml": "= hỏng"}) is None


def test_of_two_who_began_from_the_same_save_the_first_is_kept(exemplary: None, admin: Actor) -> None:
    draft = begun(admin)
    api.save(admin, draft.id, 1, "README.md", "của người thứ nhất")
    with pytest.raises(Conflict, match="lần 2"):
        api.save(admin, draft.id, 1, "README.md", "của người thứ hai")
    draft.refresh_from_db()
    assert api.files_now(draft)["README.md"] == "của người thứ nhất"
    # Every save is the whole draft; an unchanged text makes none.
    api.save(admin, draft.id, 2, "README.md", "của người thứ nhất")
    assert list(DraftSave.objects.filter(draft=draft).values_list("number", flat=True)) == [2, 1]
    assert DraftSave.objects.get(draft=draft, number=1).files.keys() < api.files_now(draft).keys()


def test_only_the_systems_administrator_designs(exemplary: None, agency: Agency) -> None:
    clerk = officer("van-thu-thiet-ke", agency, "clerk", "unit_admin")
    with pytest.raises(Forbidden):
        begun(clerk)


def test_what_keeps_a_draft_from_being_published(exemplary: None, admin: Actor) -> None:
    draft = begun(admin)
    with pytest.raises(Invalid) as missing:
        api.publish(admin, draft.id, 1, None, " ", "")
    assert {fault.field for fault in missing.value.errors} == {"valid_from", "decision", "reason"}
    with pytest.raises(Invalid, match="phải bắt đầu sau"):
        api.publish(admin, draft.id, 1, draft.base_from, "12/QĐ-UBND", "Vì thế")
    api.save(admin, draft.id, 1, "process.bpmn", "<định nghĩa/>")
    with pytest.raises(Refused) as faulty:
        api.publish(admin, draft.id, 2, today(), "12/QĐ-UBND", "Vì thế")
    assert faulty.value.way_out
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("open", 2)
    api.drop(admin, draft.id, 2)
    with pytest.raises(Conflict):
        api.drop(admin, draft.id, 2)


@pytest.mark.parametrize("name", ["../bien.toml", "examples/../a.toml", "anh.png", "PROCESS.dmn", ".dmn"])
def test_a_strange_file_is_refused(exemplary: None, admin: Actor, name: str) -> None:
    draft = begun(admin)
    with pytest.raises(Invalid):
        api.save(admin, draft.id, 1, name, "x")
