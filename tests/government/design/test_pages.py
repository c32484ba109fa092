"""The administrator's pages of a draft: each opens, and what is done there comes about."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.government.design.conftest import CODE
from tinhso.foundation.identity.models import Account
from tinhso.government.design import api
from tinhso.government.design.models import VersionDraft
from tinhso.government.design.views import drafts
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
HOME = "/quan-tri/thiet-ke/"
FOREIGN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 targetNamespace="x"><process id="p" isExecutable="true"><startEvent id="s"/>
<sequenceFlow id="f" sourceRef="s" targetRef="u"/>
<userTask id="u" name="Xem" camunda:assignee="demo"><extensionElements><camunda:formData/></extensionElements>
<potentialOwner id="po"/></userTask>
<sequenceFlow id="g" sourceRef="u" targetRef="v"/><serviceTask id="v" name="Gọi"/>
<sequenceFlow id="h" sourceRef="v" targetRef="e"/><endEvent id="e"/></process></definitions>"""


@pytest.fixture
def client(admin: Actor) -> Client:
    """The administrator's browser."""
    made = Client()
    made.force_login(Account.objects.get(pk=admin.account_id))
    return made


@pytest.fixture
def draft(exemplary: None, admin: Actor, client: Client) -> VersionDraft:
    """A draft begun on the page."""
    assert client.post(f"{HOME}bat-dau/", {"code": "9.999999"}).status_code == 404
    answer = client.post(f"{HOME}bat-dau/", {"code": CODE})
    assert answer.status_code == 302
    return VersionDraft.objects.get()


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def test_every_page_of_a_draft_opens(client: Client, draft: VersionDraft) -> None:
    one = f"{HOME}{draft.id}/"
    told = {
        HOME: draft.title,
        one: "Không có lỗi",
        f"{one}quy-trinh/": "Ký Giấy khai sinh",
        f"{one}bieu-mau/": "Xem như người dân",
        f"{one}tep/": "process.bpmn",
        f"{one}tep/sua/?ten=form.json": "x-pages",
        f"{one}thu/": "Đúng như ví dụ",
        f"{one}thu/tung-buoc/": "Thẩm tra hồ sơ",
        f"{one}thu/tung-buoc/?di=appraise:fit": "Ký Giấy khai sinh",
        f"{one}cong-bo/": "Số quyết định công bố",
    }
    for address, words in told.items():
        assert words in read(client, address), address
    # A file without a drawing gets one before it is edited, lanes inside a pool.
    assert "bpmndi:BPMNShape" in read(client, f"{one}quy-trinh/")
    assert client.get(f"{one}thu/tung-buoc/?di=appraise:la").status_code == 422


def test_drafts_that_ended_are_reached_page_by_page(
    client: Client, draft: VersionDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PAGE", 2)
    for n in range(5):
        draft.pk, draft.state, draft.title = new_id(), "dropped", f"Bản bỏ {n}"
        draft.save(force_insert=True)
    address, seen = f"{HOME}?ds=dropped", []
    while address:
        page = read(client, address)
        seen += re.findall(r"Bản bỏ \d", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = HOME + following[1] if following else ""
    assert sorted(seen) == [f"Bản bỏ {n}" for n in range(5)]
    assert "Bản bỏ" not in read(client, HOME)


def test_a_foreign_file_is_told_about_element_by_element(client: Client, draft: VersionDraft) -> None:
    sent = SimpleUploadedFile("Quy trinh.bpmn", FOREIGN.encode())
    answer = client.post(f"{HOME}{draft.id}/tep/", {"lan": 1, "file": sent}, follow=True)
    page = html.unescape(answer.content.decode())
    for words in (
        "serviceTask",
        "potentialOwner",
        "không nằm trong làn",
        "camunda:assignee",
        "camunda:formData",
    ):
        assert words in page, words
    assert api.files_now(VersionDraft.objects.get())["process.bpmn"].startswith("<definitions")


def test_what_was_drawn_is_not_lost_when_somebody_was_first(
    client: Client, draft: VersionDraft, admin: Actor
) -> None:
    api.save(admin, draft.id, 1, "README.md", "trước")
    answer = client.post(f"{HOME}{draft.id}/quy-trinh/", {"lan": 1, "xml": FOREIGN})
    assert answer.status_code == 409
    page = html.unescape(answer.content.decode())
    assert "Phần bạn vừa làm chưa lưu" in page
    assert "camunda:assignee" in page
    assert 'name="lan" value="1"' in page


def test_questions_are_added_changed_moved_and_removed(client: Client, draft: VersionDraft) -> None:
    home = f"{HOME}{draft.id}/bieu-mau/"
    page = re.findall(r"bieu-mau/trang/([a-z_-]+)/", read(client, home))[0]
    add = {
        "lan": 1,
        "do": "add",
        "page": page,
        "name": "extra.note",
        "kind": "radios",
        "title": "Cần gì thêm?",
    }
    assert client.post(home, {**add, "name": "Sai Mã"}).status_code == 422
    assert client.post(home, add).status_code == 302
    change = {"lan": 2, "title": "Cần giấy gì?", "hint": "", "kind": "radios", "page": page, "required": "1",
              "options": "mot | Bản chính\nBản sao", "when": "khong_co == 'x'"}  # fmt: skip
    address = f"{home}cau-hoi/?ten=extra.note"
    refused = client.post(address, change)
    assert refused.status_code == 422
    assert "khong_co" in html.unescape(refused.content.decode())
    assert client.post(address, {**change, "when": ""}).status_code == 302
    shown = read(client, f"{home}xem/{page}/")
    assert "Cần giấy gì?" in shown
    assert "Bản sao" in shown
    assert client.post(home, {"lan": 3, "do": "up", "name": "extra.note"}).status_code == 302
    assert client.post(home, {"lan": 4, "do": "remove", "name": "extra.note"}).status_code == 302
    assert "extra.note" not in read(client, home)
    assert "Không có lỗi" in read(client, f"{HOME}{draft.id}/")
