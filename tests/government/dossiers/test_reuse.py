"""What lies in the store is offered instead of asked again: to its own person, on every channel, and to nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from pypdf import PdfWriter

from tests.government.dossiers import world as small
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.models import Account, Organisation, Person
from tinhso.foundation.records.api import Subject, history, looks_at_any
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierFile
from tinhso.government.dossiers.queries import kept
from tinhso.government.dossiers.queries.kept import asker_of, opened_by
from tinhso.government.portal.rules.mapping import _lists
from tinhso.government.portal.snapshots import of_dossier
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused
from tinhso.lib.text import fold

pytestmark = pytest.mark.django_db
KEY = "KQ.G15.000038"
NEXT = "9.999998"
COMPONENTS = [
    {"key": "xac-nhan", "name": "Giấy xác nhận tình trạng", "originals": 1, "replaces_result_code": KEY},
    {"key": "giay-to", "name": "Giấy tờ chứng minh", "originals": 1, "required": False},
]
TYPED = {
    "key": "0190",
    "channel": "DIRECT",
    "owner.kind": "citizen",
    "owner.name": "NGUYỄN THỊ VÍ DỤ",
    "owner.citizen_id": "026190000001",
    "owner.verified": "1",
    "subject": "Đề nghị",
    "commune": "08866",
    "delivery": "desk",
}


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.STORAGE_DIR = tmp_path / "files"


def pdf(actor):
    out = BytesIO()
    page = PdfWriter()
    page.add_blank_page(width=200, height=200)
    page.add_metadata({"/Title": str(uuid4())})
    page.write(out)
    out.seek(0)
    return files.store(actor, "giay.pdf", out).id


def prove(actor):
    Person.objects.filter(account_id=actor.account_id).update(verified_at=now())
    assert _verified(actor)


def _verified(actor):
    from tinhso.foundation.identity.api import person_of

    return person_of(actor.account_id).verified


@pytest.fixture
def store(world):
    """A result with a code, handed over and published, of the resident's own; a next procedure asks for it."""
    small.procedure(NEXT, components=COMPONENTS, results=[{"name": "Quyết định"}])
    world.version.content = {
        **world.version.content,
        "results": [{"name": "Giấy xác nhận", "code": KEY, "valid_months": 6}],
    }
    world.version.save()
    prove(world.resident)
    dossier = small.approved(world)
    with at(small.MONDAY):
        dossiers.number_result(world.clerk, dossier.id, notation="XN", file_id=pdf(world.clerk))
        dossiers.return_result(
            world.return_officer, dossier.id, receiver_name="Nguyễn Thị Ví Dụ", unpaid_known=True
        )
    dossier.refresh_from_db()
    return dossier


def window(actor):
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def token(dossier):
    return f"result:{dossier.result.pk}"


def test_a_resident_uses_a_result_again_and_it_is_no_new_upload(world, store):
    draft = small.draft(world, code=NEXT)
    client = window(world.resident)
    page = client.get(f"/ho-so/nhap/{draft.pk}/giay-to/").content.decode()
    assert "Đã có trong kho: dùng lại" in page
    assert store.code in page
    answer = client.post(f"/ho-so/nhap/{draft.pk}/giay-to/", {"reuse": f"xac-nhan|{token(store)}"})
    assert answer.status_code == 302
    assert "dùng lại, không tải lên" in client.get(f"/ho-so/nhap/{draft.pk}/giay-to/").content.decode()
    filed = dossiers.file_dossier(world.resident, draft.pk).dossier
    paper = filed.files.get()
    assert (paper.reuse, paper.source_code, paper.source_id) == ("result", store.code, store.result.pk)
    assert (paper.result_code, paper.file_id, filed.digitisation) == (KEY, store.result.file_id, 3)
    assert files.get_file(paper.file_id).subject_id == str(store.pk)
    assert files.readable(world.reception, paper.file_id).id == paper.file_id
    (noted,) = [e for e in history(Subject("dossier", filed.pk)) if e.verb == "dossier.reuse"]
    assert (noted.facts["reuse"], noted.facts["result_code"]) == ("result", KEY)
    told = client.get(f"/tra-cuu/{filed.code}/phieu/").content.decode()
    assert f"Dùng lại từ hồ sơ {store.code}, không nộp mới" in told
    desk = window(world.reception).get(f"/can-bo/ho-so/{filed.pk}/").content.decode()
    assert f"Dùng lại kết quả của hồ sơ {store.code} (mã kết quả {KEY})" in desk
    (sent,) = _lists(of_dossier(filed.pk))["TaiLieuNop"]
    assert (sent["DuocTaiSuDung"], sent["MaKetQuaThayThe"]) == (2, KEY)


def test_nobody_uses_another_persons_paper(world, store):
    prove(world.stranger)
    theirs = dossiers.start_draft(world.stranger, NEXT)
    people = {
        "for": "self",
        "owner": {"name": "Trần Văn Mẫu", "citizen_id": "026190000002", "phone": "0911000002"},
    }
    dossiers.save_draft(
        world.stranger, theirs.pk, data={"subject": "x"}, people=people, unit_code=world.unit.code
    )
    client = window(world.stranger)
    assert store.code not in client.get(f"/ho-so/nhap/{theirs.pk}/giay-to/").content.decode()
    forged = client.post(f"/ho-so/nhap/{theirs.pk}/giay-to/", {"reuse": f"xac-nhan|{token(store)}"})
    assert forged.status_code == 422
    # The owner's number alone does not make them the owner.
    dossiers.save_draft(world.stranger, theirs.pk, people=small.PEOPLE)
    with pytest.raises(Refused, match="không dùng lại được"):
        dossiers.reuse_paper(world.stranger, theirs.pk, "xac-nhan", token(store))
    own = small.draft(world, code=NEXT)
    with pytest.raises(NotFound):
        dossiers.reuse_paper(world.stranger, own.pk, "xac-nhan", token(store))
    for wrong in ("", "result:", f"result:{uuid4()}", f"paper:{store.result.pk}", token(store) + "0"):
        with pytest.raises(Refused):
            dossiers.reuse_paper(world.resident, own.pk, "xac-nhan", wrong)
    with pytest.raises(Refused):
        dossiers.reuse_paper(world.resident, own.pk, "giay-to", token(store))
    assert not theirs.files.exists()
    with pytest.raises(NotFound):
        files.readable(world.stranger, store.result.file_id)


def test_a_draft_whose_owner_changed_is_not_filed_with_the_paper_of_the_one_before(world, store):
    draft = small.draft(world, code=NEXT)
    dossiers.reuse_paper(world.resident, draft.pk, "xac-nhan", token(store))
    child = {"for": "child", "owner": {"name": "Nguyễn Văn Bé", "citizen_id": "", "kind": "citizen"}}
    dossiers.save_draft(world.resident, draft.pk, people={**child, "filer": small.PEOPLE["owner"]})
    with pytest.raises(Refused, match="không dùng lại được"):
        dossiers.file_dossier(world.resident, draft.pk)
    assert not Dossier.objects.filter(procedure_code=NEXT).exists()


def test_who_is_not_verified_is_offered_nothing(world, store):
    Person.objects.filter(account_id=world.resident.account_id).update(verified_at=None)
    draft = small.draft(world, code=NEXT)
    assert store.code not in window(world.resident).get(f"/ho-so/nhap/{draft.pk}/giay-to/").content.decode()
    with pytest.raises(Refused):
        dossiers.reuse_paper(world.resident, draft.pk, "xac-nhan", token(store))
    # At the desk too: a number that was only typed proves nothing, and what it filed is nobody's store.
    page = window(world.reception).post(f"/can-bo/quay/{NEXT}/", {**TYPED, "_update": "1"}).content.decode()
    assert store.code not in page


def test_the_counter_offers_it_records_the_look_and_files_it(world, store):
    client = window(world.reception)
    bare = {**TYPED, "_update": "1"}
    unseen = client.post(f"/can-bo/quay/{NEXT}/", {**bare, "owner.verified": ""}).content.decode()
    assert store.code not in unseen
    namesake = client.post(f"/can-bo/quay/{NEXT}/", {**bare, "owner.name": "Trần Văn Khác"}).content.decode()
    assert store.code not in namesake
    page = client.post(f"/can-bo/quay/{NEXT}/", bare).content.decode()
    assert store.code in page
    looked = [e for e in looks_at_any([Subject("dossier", store.pk)], 50) if e.facts.get("what") == "papers"]
    assert [e.account_id for e in looked] == [world.reception.account_id]
    answer = client.post(f"/can-bo/quay/{NEXT}/", {**TYPED, "giay.xac-nhan.kept": token(store)})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    paper = DossierFile.objects.get(dossier__procedure_code=NEXT)
    assert (paper.reuse, paper.source_dossier_id, paper.originals) == ("result", store.pk, 0)
    forged = {**TYPED, "key": "0191", "owner.name": "Trần Văn Mẫu", "owner.citizen_id": "026190000002"}
    refused = client.post(f"/can-bo/quay/{NEXT}/", {**forged, "giay.xac-nhan.kept": token(store)})
    assert refused.status_code == 409 or refused.status_code == 422
    assert Dossier.objects.filter(procedure_code=NEXT).count() == 1


def test_a_result_that_ended_or_is_a_no_is_not_offered(world, store):
    draft = small.draft(world, code=NEXT)
    dossiers.reuse_paper(world.resident, draft.pk, "xac-nhan", token(store))
    for change in ({"granted": False}, {"published": False}, {"issued_at": now() - timedelta(days=200)}):
        before = {key: getattr(store.result, key) for key in change}
        type(store.result).objects.filter(pk=store.result.pk).update(**change)
        with pytest.raises(Refused, match="không dùng lại được"):
            dossiers.file_dossier(world.resident, draft.pk)
        type(store.result).objects.filter(pk=store.result.pk).update(**before)
    assert dossiers.file_dossier(world.resident, draft.pk).dossier.files.get().reuse == "result"


def test_an_answer_to_a_supplement_takes_a_paper_that_was_found_fit_before(world, store):
    first = small.filed(world, now())
    dossiers.request_supplement(
        world.reception,
        first.pk,
        items=[dossiers.Missing("component", "giay-to", "Giấy tờ", "Nộp")],
        reason="Thiếu",
    )
    dossiers.answer_supplement(
        world.resident, first.pk, papers=[dossiers.PaperInput("giay-to", pdf(world.resident))]
    )
    paper = first.files.get()
    second = small.filed(world, now())
    asked = dossiers.request_supplement(
        world.reception,
        second.pk,
        items=[dossiers.Missing("component", "giay-to", "Giấy tờ", "Nộp")],
        reason="Thiếu",
    )
    client = window(world.resident)
    address = f"/tra-cuu/{second.code}/bo-sung/"
    assert first.code not in client.get(address).content.decode(), "nobody found it fit yet"
    dossiers.check_file(world.reception, first.pk, paper.pk, fit=True)
    assert first.code in client.get(address).content.decode()
    desk = window(world.reception).get(f"/can-bo/ho-so/{second.pk}/nhan-bo-sung/").content.decode()
    assert first.code in desk
    answer = client.post(address, {"item.giay-to.kept": f"paper:{paper.pk}"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    asked.refresh_from_db()
    again = second.files.get()
    assert (again.reuse, again.source_code, again.file_id) == ("component", first.code, paper.file_id)
    assert asked.answered_at is not None
    (sent,) = _lists(of_dossier(second.pk))["TaiLieuNop"]
    assert sent["DuocTaiSuDung"] == 1


FIRM = {"kind": "enterprise", "name": "Công ty TNHH Ví Dụ", "tax_number": "2500100101", "phone": "0211000001"}


@pytest.fixture
def firm(world, store):
    """The store's papers belong to an enterprise, which signs in with its tax number."""
    account = Account.objects.create(kind="resident", login="2500100101", created_at=now())
    Organisation.objects.create(
        account=account,
        name="CÔNG TY TNHH VÍ DỤ",
        tax_number="2500100101",
        representative="Nguyễn Thị Ví Dụ",
        verified_at=now(),
    )
    owner = store.parties.get(role="owner")
    owner.kind, owner.name, owner.name_fold = "enterprise", FIRM["name"], fold(FIRM["name"])
    owner.citizen_id, owner.tax_number, owner.verified = "", "2500 100 101", True
    owner.save()
    Dossier.objects.filter(pk=store.pk).update(account_id=None)
    return Actor(kind="resident", account_id=account.pk)


def firm_draft(world, actor, people):
    found = dossiers.start_draft(actor, NEXT)
    dossiers.save_draft(actor, found.pk, data={"subject": "x"}, people=people, unit_code=world.unit.code)
    return found


def test_an_enterprise_uses_its_own_papers_and_nobody_else_does_by_its_number(world, store, firm):
    own = firm_draft(world, firm, {"for": "self", "owner": FIRM})
    assert store.code in window(firm).get(f"/ho-so/nhap/{own.pk}/giay-to/").content.decode()
    assert dossiers.reuse_paper(firm, own.pk, "xac-nhan", token(store)).kept == token(store)
    typed = firm_draft(world, world.resident, {"for": "enterprise", "owner": FIRM})
    as_self = firm_draft(world, world.resident, {"for": "self", "owner": FIRM})
    branch = firm_draft(world, firm, {"for": "self", "owner": {**FIRM, "tax_number": "2500100101-001"}})
    other = firm_draft(world, firm, {"for": "self", "owner": {**FIRM, "name": "Công ty TNHH Khác"}})
    person = firm_draft(world, firm, small.PEOPLE)
    for actor, found in (
        (world.resident, typed),
        (world.resident, as_self),
        (firm, branch),
        (firm, other),
        (firm, person),
    ):
        with pytest.raises(Refused, match="không dùng lại được"):
            dossiers.reuse_paper(actor, found.pk, "xac-nhan", token(store))
    counter = {**TYPED, "owner.kind": "enterprise", "owner.name": FIRM["name"], "_update": "1"}
    desk = window(world.reception)
    for changes, seen in (
        ({"owner.tax_number": "2500100101"}, True),
        ({"owner.tax_number": "2500100101", "owner.verified": ""}, False),
        ({"owner.tax_number": "2500100102"}, False),
        ({"owner.tax_number": ""}, False),
    ):
        typed_in = {**counter, "owner.citizen_id": "", **changes}
        assert (store.code in desk.post(f"/can-bo/quay/{NEXT}/", typed_in).content.decode()) == seen
    Organisation.objects.update(verified_at=None)
    page = window(firm).get(f"/ho-so/nhap/{own.pk}/giay-to/").content.decode()
    assert "Chưa tìm giấy tờ bạn đã nộp trước đây" in page
    with pytest.raises(Refused):
        dossiers.file_dossier(firm, own.pk)


def test_a_kept_paper_is_seen_before_it_is_chosen_by_who_was_offered_it_alone(world, store, monkeypatch):
    draft = small.draft(world, code=NEXT)
    page = window(world.resident).get(f"/ho-so/nhap/{draft.pk}/giay-to/").content.decode()
    (own,) = set(re.findall(r"/giay-to-da-co/[^/\"]+/", page))
    shown = window(world.resident).get(own)
    assert (shown.status_code, shown["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in shown["Cache-Control"]
    before = len(looks_at_any([Subject("dossier", store.pk)], 50))
    page = window(world.reception).post(f"/can-bo/quay/{NEXT}/", {**TYPED, "_update": "1"}).content.decode()
    (desk,) = set(re.findall(r"/giay-to-da-co/[^/\"]+/", page))
    assert window(world.reception).get(desk).status_code == 200
    looked = looks_at_any([Subject("dossier", store.pk)], 50)
    assert len(looked) == before + 2
    assert {e.facts["what"] for e in looked if e.account_id == world.reception.account_id} == {
        "papers", f"file:{store.result.file_id}",
    }  # fmt: skip
    forged = f"/giay-to-da-co/{signing.dumps([asker_of(world.stranger), token(store)])}/"
    for actor, address in (
        (world.stranger, own), (world.stranger, desk), (world.clerk, desk), (world.reception, own),
        (world.stranger, forged), (world.resident, own[:-3] + "/"), (world.resident, "/giay-to-da-co/x/"),
    ):  # fmt: skip
        assert window(actor).get(address).status_code == 404
    assert Client().get(own).status_code in (302, 401, 403)
    monkeypatch.setattr(kept, "SEAL_SECONDS", -1)
    assert opened_by(world.resident, own.split("/")[2]) is None
    monkeypatch.undo()
    type(store.result).objects.update(published=False)
    assert window(world.resident).get(own).status_code == 404


def test_an_unverified_resident_is_told_how_to_be_offered_papers(world, store):
    draft = small.draft(world, code=NEXT)
    address = f"/ho-so/nhap/{draft.pk}/giay-to/"
    assert "Chưa tìm giấy tờ" not in window(world.resident).get(address).content.decode()
    Person.objects.filter(account_id=world.resident.account_id).update(verified_at=None)
    page = window(world.resident).get(address).content.decode()
    assert "Chưa tìm giấy tờ bạn đã nộp trước đây" in page
    assert "một cửa" in page
    assert store.code not in page
