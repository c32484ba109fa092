"""A whole day at the desk in a real browser: everything that may happen to a dossier, and what must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as session_settings
from playwright.sync_api import Page
from pypdf import PdfWriter

from tests.government.dossiers import world as small
from tests.government.dossiers.officer.test_counter import QUESTIONS
from tests.journeys import harness
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.identity.models import Account
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Result, WithdrawnResult

pytestmark = pytest.mark.journey
WIDTHS = [390, 1280]
ASKING = "9.999996"


@pytest.fixture
def commune(transactional_db: None) -> small.World:
    world = small.build()
    version = small.procedure(ASKING)
    version.form_schema = QUESTIONS
    version.save()
    return world


class Desk:
    """One window at which officers take turns."""

    def __init__(self, page: Page, address: str, world: small.World) -> None:
        self.page, self.address, self.world = page, address, world
        page.set_default_timeout(30_000)

    def sit(self, role: str) -> None:
        self.page.context.clear_cookies()
        harness.sign_in(self.page, self.address, Account.objects.get(pk=self.world.actors[role].account_id))

    def open(self, role: str, path: str) -> None:
        self.sit(role)
        self.page.goto(self.address + path)

    def act(self, role: str, dossier: Dossier, slug: str) -> None:
        self.open(role, f"/can-bo/ho-so/{dossier.pk}/viec/{slug}/")

    def press(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def told(self, sentence: str) -> None:
        self.page.get_by_text(sentence).first.wait_for()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)


@pytest.fixture
def desk(live_site, page_at, commune, settings, tmp_path) -> Desk:
    settings.STORAGE_DIR = tmp_path / "files"
    return Desk(page_at(1280), live_site, commune)


def pdf(path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(path)
    return path


def attempts(dossier: Dossier) -> list[str]:
    return [e.verb for e in history(Subject("dossier", dossier.pk)) if e.outcome == "refused"]


def ask_supplement(desk: Desk, role: str, dossier: Dossier, reason: str) -> None:
    desk.open(role, f"/can-bo/ho-so/{dossier.pk}/bo-sung/")
    desk.page.get_by_label("Giấy tờ chứng minh").first.check()
    desk.fill("Cần bổ sung thế nào: Giấy tờ chứng minh", "Nộp bản chính")
    desk.fill("Lời nhắn chung", reason)


def answer_at_desk(desk: Desk, dossier: Dossier) -> None:
    desk.open("reception", f"/can-bo/ho-so/{dossier.pk}/nhan-bo-sung/")
    desk.fill("Bản chính", "1")
    desk.press("Nhận phần bổ sung")
    desk.told("Đã nhận phần bổ sung")


def test_one_dossier_through_everything_that_may_happen(desk, commune, tmp_path):
    dossier = small.filed(commune, now())
    ask_supplement(desk, "reception", dossier, "Thiếu bản chính")
    desk.press("Gửi yêu cầu bổ sung")
    desk.told("Đã gửi yêu cầu bổ sung 1 mục")
    answer_at_desk(desk, dossier)
    desk.act("reception", dossier, "tiep-nhan")
    person = desk.page.locator(f'select[name="person"]:has(option[value="{commune.specialist.account_id}"])')
    if person.count():  # two specialists with as much to do: whoever acts below takes it
        person.select_option(str(commune.specialist.account_id))
    desk.press("Tiếp nhận")
    desk.told(f"Đã tiếp nhận hồ sơ {dossier.code}")

    # A second request warns that it counts against the office and asks why.
    ask_supplement(desk, "specialist", dossier, "Vẫn mờ")
    desk.told("Yêu cầu lần thứ hai")
    desk.press("Gửi yêu cầu bổ sung")
    desk.told("bị tính là giải quyết quá hạn")
    desk.fill("Vì sao lần trước chưa nêu đủ?", "Bản chính mới nộp không đọc được")
    desk.press("Gửi yêu cầu bổ sung")
    desk.told("Đã gửi yêu cầu bổ sung 1 mục")
    answer_at_desk(desk, dossier)

    desk.act("specialist", dossier, "xin-y-kien")
    desk.page.get_by_label("Cơ quan được hỏi").select_option(str(commune.other.pk))
    desk.fill("Nội dung cần cho ý kiến", "Đất có tranh chấp không?")
    desk.press("Xin ý kiến cơ quan khác")
    desk.told("Đồng hồ của hồ sơ vẫn chạy")
    desk.act("outsider", dossier, "tra-loi-y-kien")
    desk.page.get_by_label("Đồng ý", exact=True).check()
    desk.page.get_by_role("textbox").first.fill("Không tranh chấp")
    desk.press("Trả lời ý kiến")
    desk.told("Đã trả lời ý kiến")

    # A draft is kept and found again; the next person is proposed under the outcome.
    desk.act("specialist", dossier, "hoan-thanh")
    desk.fill("Ý kiến, ghi chú", "Đủ điều kiện theo bản đồ")
    desk.press("Lưu nháp")
    desk.told("Đã lưu nháp lúc")
    desk.act("specialist", dossier, "hoan-thanh")
    desk.told("Bản nháp lưu lúc")
    assert desk.page.get_by_label("Ý kiến, ghi chú").input_value() == "Đủ điều kiện theo bản đồ"
    assert not desk.page.get_by_label("Người làm bước sau").first.is_visible()
    desk.page.get_by_label("Đủ điều kiện", exact=True).check()
    leader = str(commune.leader.account_id)
    assert desk.page.get_by_label("Người làm bước sau: Phê duyệt").input_value() == leader
    desk.press("Hoàn thành bước")
    desk.told("Đã hoàn thành bước “Thẩm định”")
    assert small.step(dossier, "approve").account_id == commune.leader.account_id

    desk.act("specialist", dossier, "thu-hoi")
    desk.fill("Lý do", "Ghi nhầm")
    desk.press("Thu hồi")
    desk.told("Đã thu hồi bước")
    desk.act("specialist", dossier, "hoan-thanh")
    desk.page.get_by_label("Đủ điều kiện", exact=True).check()
    desk.press("Hoàn thành bước")
    desk.act("leader", dossier, "tra-lai")
    desk.fill("Lý do", "Thiếu căn cứ")
    desk.press("Trả lại bước trước")
    desk.told("Đã trả lại bước trước")
    desk.act("specialist", dossier, "hoan-thanh")
    desk.page.get_by_label("Đủ điều kiện", exact=True).check()
    desk.press("Hoàn thành bước")
    desk.open("leader", f"/can-bo/ho-so/{dossier.pk}/")
    desk.page.keyboard.press("k")
    desk.page.wait_for_url("**/viec/duyet/")
    desk.press("Duyệt, ký")
    desk.told("Đã duyệt")

    # A number, taken back, and the next one with the paper for the resident.
    desk.act("clerk", dossier, "so-ket-qua")
    desk.fill("Ký hiệu", "XM")
    desk.press("Lấy số kết quả")
    desk.told("Đã lấy số 1/XM")
    desk.act("clerk", dossier, "thu-hoi-ket-qua")
    desk.told("Số 1/XM không dùng lại")
    desk.fill("Lý do thu hồi", "Sai ký hiệu")
    desk.press("Thu hồi kết quả")
    desk.told("Đã thu hồi kết quả")
    assert WithdrawnResult.objects.get().number == "1"
    desk.act("clerk", dossier, "so-ket-qua")
    desk.fill("Ký hiệu", "XM")
    desk.page.locator("#file").set_input_files(pdf(tmp_path / "ket-qua.pdf"))
    desk.told("Đã nhận ket-qua.pdf")
    desk.press("Lấy số kết quả")
    desk.told("Đã lấy số 2/XM")

    desk.page.context.clear_cookies()
    harness.sign_in(desk.page, desk.address, Account.objects.get(pk=commune.resident.account_id))
    desk.page.goto(f"{desk.address}/tra-cuu/{dossier.code}/")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Tải bản điện tử").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    desk.act("return_officer", dossier, "tra-ket-qua")
    desk.page.get_by_label("Tôi biết còn khoản chưa thu").check()
    desk.press("Trả kết quả")
    desk.told("Đã trả kết quả")
    dossier.refresh_from_db()
    assert (dossier.state, Result.objects.get().number) == (10, "2")
    # The one press that lacked its reason is there as an attempt, and nothing else is.
    assert attempts(dossier) == ["dossier.request_supplement"]


def test_refused_extended_stopped_taken_up_again_and_given_to_another(desk, commune):
    gone = small.filed(commune, now())
    desk.act("reception", gone, "tu-choi")
    desk.fill("Lý do từ chối", "Không thuộc thẩm quyền")
    desk.press("Từ chối tiếp nhận")
    desk.told("Đã từ chối tiếp nhận")
    gone.refresh_from_db()
    assert gone.state == 3

    dossier = small.accepted(commune, now())
    desk.act("division_head", dossier, "gia-han")
    for part, value in (("day", "5"), ("month", "1"), ("year", str(dossier.due_at.year + 1))):
        desk.page.locator(f'[name="new_due__{part}"]').fill(value)
    desk.fill("Lời xin lỗi và lý do", "Xin lỗi ông bà, hồ sơ cần xác minh thêm")
    desk.press("Xin lỗi và gia hạn")
    desk.told("Đã gửi thư xin lỗi")
    desk.act("division_head", dossier, "gia-han")
    refused = re.compile("không làm được việc đó|chỉ được gia hạn một lần")
    desk.page.get_by_text(refused).first.wait_for()

    desk.act("leader", dossier, "phan-cong")
    desk.page.get_by_label("Người xử lý mới").select_option(str(commune.specialist2.account_id))
    desk.fill("Lý do chuyển", "Nghỉ phép")
    desk.press("Chuyển người xử lý")
    desk.told("Đã chuyển người xử lý")
    assert small.step(dossier, "appraise").account_id == commune.specialist2.account_id

    desk.act("leader", dossier, "dung")
    desk.fill("Lý do dừng", "Chờ kết luận của toà")
    desk.press("Dừng giải quyết")
    desk.told("Đã dừng giải quyết")
    desk.act("leader", dossier, "tiep-tuc")
    desk.fill("Lý do tiếp tục", "Toà đã kết luận")
    desk.press("Tiếp tục giải quyết")
    desk.told("Đã tiếp tục giải quyết hồ sơ")
    dossier.refresh_from_db()
    assert dossier.state == 4


def test_a_move_that_is_no_longer_allowed_leaves_only_the_attempt(desk, commune):
    dossier = small.accepted(commune, now())
    dossiers.complete_step(commune.specialist, small.step(dossier, "appraise").pk, outcome="fit")
    desk.act("leader", dossier, "tra-lai")
    desk.fill("Lý do", "Thiếu bản đồ")
    # Meanwhile another window has stopped the work.
    dossiers.stop_processing(commune.leader, dossier.pk, reason="Chờ toà")
    dossier.refresh_from_db()
    before = (dossier.state, dossier.version, dossier.steps.count())
    done = [e.verb for e in history(Subject("dossier", dossier.pk)) if e.outcome == "done"]
    desk.press("Trả lại bước trước")
    desk.told("Chính bạn đã làm việc với hồ sơ này ở cửa sổ khác")
    harness.screenshot(desk.page, "desk-forbidden-1280")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.version, dossier.steps.count()) == before
    assert [e.verb for e in history(Subject("dossier", dossier.pk)) if e.outcome == "done"] == done
    assert attempts(dossier) == ["dossier.send_back"]


def test_many_are_forwarded_after_a_look_at_them(desk, commune):
    first, second = small.accepted(commune, now()), small.accepted(commune, now())
    desk.open("specialist", "/can-bo/viec/my_unit/")
    for dossier in (first, second):
        desk.page.get_by_label(f"Chọn hồ sơ {dossier.code}").check()
    dossiers.take(commune.specialist2, small.step(second, "appraise").pk)
    desk.press("Chuyển các hồ sơ đã chọn")
    desk.told("2 hồ sơ sắp được chuyển")
    harness.look(desk.page, "desk-bulk-{width}", posted=True)
    desk.page.get_by_label("Đủ điều kiện", exact=True).check()
    desk.press("Chuyển 2 hồ sơ")
    desk.told("1 hồ sơ chưa chuyển")
    harness.look(desk.page, "desk-bulk-done-{width}")
    assert small.step(first, "approve").dossier_id == first.pk
    assert small.step(second, "appraise").account_id == commune.specialist2.account_id


def test_questions_appear_at_once_and_an_expired_login_loses_nothing(desk, commune, tmp_path):
    page = desk.page
    desk.open("reception", f"/can-bo/quay/{ASKING}/")
    assert page.get_by_role("button", name="Cập nhật câu hỏi").count() == 0
    desk.fill("Họ tên hoặc tên tổ chức", "Lê Thị Quầy")
    desk.fill("Nội dung đề nghị", "Xác nhận cư trú")
    page.get_by_label("Có", exact=True).check()
    page.get_by_label("Nước nào?").fill("Nhật Bản")
    page.locator('[name="people.0.name"]').fill("Người Một")
    page.get_by_role("button", name="Thêm một mục").click()
    page.locator('[name="people.1.name"]').wait_for()
    page.locator('[name="people.1.name"]').fill("Người Hai")
    page.locator("#giay-giay-to").set_input_files(pdf(tmp_path / "ban-quet.pdf"))
    desk.told("Đã nhận ban-quet.pdf")
    assert page.get_by_label("Nước nào?").input_value() == "Nhật Bản"
    assert page.locator('[name="people.0.name"]').input_value() == "Người Một"

    page.context.clear_cookies(name=session_settings.SESSION_COOKIE_NAME)
    desk.press("Tiếp nhận và in giấy hẹn")
    page.wait_for_url("**/dang-nhap/**")
    assert not Dossier.objects.exists()
    desk.open("reception", f"/can-bo/quay/{ASKING}/")
    page.get_by_role("button", name="Lấy lại").click()
    page.locator('[name="people.1.name"]').wait_for()
    assert page.locator('[name="people.1.name"]').input_value() == "Người Hai"
    assert page.get_by_label("Nước nào?").input_value() == "Nhật Bản"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        harness.assert_axe(page)
        harness.assert_fits(page)
        harness.screenshot(page, f"desk-counter-full-{width}")
    desk.press("Tiếp nhận và in giấy hẹn")
    page.get_by_role("heading", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả").wait_for()
    dossier = Dossier.objects.get()
    assert dossier.data["country"] == "Nhật Bản"
    assert [row["name"] for row in dossier.data["people"]] == ["Người Một", "Người Hai"]
    assert dossier.files.get().file_id == StoredFile.objects.get().pk
    # The next person at the counter finds nothing of the one before.
    page.goto(f"{desk.address}/can-bo/quay/{ASKING}/")
    assert page.get_by_role("button", name="Lấy lại").count() == 0


def test_the_counter_without_javascript(live_site, page_at, commune):
    page = page_at(1280, javascript=False)
    desk = Desk(page, live_site, commune)
    desk.open("reception", f"/can-bo/quay/{ASKING}/")
    desk.fill("Họ tên hoặc tên tổ chức", "Lê Thị Quầy")
    desk.fill("Nội dung đề nghị", "Xác nhận cư trú")
    page.get_by_label("Có", exact=True).check()
    desk.press("Cập nhật câu hỏi")
    desk.fill("Nước nào?", "Nhật Bản")
    desk.press("Thêm một mục")
    assert page.get_by_label("Nước nào?").input_value() == "Nhật Bản"
    page.locator('[name="people.0.name"]').fill("Người Một")
    page.get_by_label("Qua bưu chính", exact=True).check()
    desk.fill("Số hiệu bưu gửi", "CE1VN")
    desk.press("Cập nhật câu hỏi")
    desk.fill("Thời hạn giải quyết", "3")
    desk.fill("Căn cứ của thời hạn này", "Quy chế xã")
    desk.press("Tiếp nhận và in giấy hẹn")
    desk.told("CE1VN")
    dossier = Dossier.objects.get()
    assert (dossier.channel, dossier.envelope_no, dossier.assisted) == ("POSTAL", "CE1VN", True)
    page.goto(f"{live_site}/can-bo/viec/new/")
    page.get_by_role("link", name="mọi phím tắt").click()
    page.get_by_role("heading", name="Phím tắt", exact=True).wait_for()


def test_a_question_mark_opens_the_keys(desk):
    desk.open("specialist", "/can-bo/viec/my_unit/")
    desk.page.keyboard.press("?")
    desk.page.get_by_role("dialog", name="Phím tắt").wait_for()
    harness.assert_axe(desk.page)
    harness.screenshot(desk.page, "desk-keys-open-1280")
    desk.page.keyboard.press("Escape")
    desk.page.get_by_role("dialog", name="Phím tắt").wait_for(state="hidden")


def test_the_pages_of_the_day(desk, commune):
    open_ = small.accepted(commune, now())
    done = small.numbered(commune, now())
    dossiers.save_step_draft(commune.specialist, small.step(open_, "appraise").pk, text="Đã xem bản đồ")
    kept = small.filed(commune, now())
    dossiers.accept(commune.reception, kept.pk, hand_over=False)
    visits = [
        ("specialist", f"/can-bo/ho-so/{open_.pk}/viec/hoan-thanh/", "draft"),
        ("reception", f"/can-bo/ho-so/{kept.pk}/viec/chuyen-xu-ly/", "hand-over"),
        ("clerk", f"/can-bo/ho-so/{done.pk}/viec/thu-hoi-ket-qua/", "take-back"),
        ("specialist", "/can-bo/viec/my_unit/", "list-bulk"),
        ("monitor", f"/can-bo/so/?assisted=0&channel=ONLINE&agency={commune.committee.pk}", "register-chips"),
        ("reception", f"/can-bo/quay/{ASKING}/", "counter-asking"),
    ]
    faults = []
    for role, path, name in visits:
        desk.open(role, path)
        faults += harness.looks(desk.page, f"desk-{name}-{{width}}")
    assert not faults, "\n\n".join(faults)
