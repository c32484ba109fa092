"""Files as they come in life and from enemies, on the papers page in a real browser: each gets its sentence at once."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.foundation.files import samples
from tests.government.dossiers.world import World, build, draft
from tests.journeys import filing, harness, small
from tests.journeys.filing import heading, look, press
from tinhso.foundation.files.models import StoredFile, Upload
from tinhso.government.dossiers.models import Dossier, Draft

pytestmark = pytest.mark.journey
INPUT = "#file-giay-to"
STATE = "#file-giay-to-state"


@pytest.fixture
def world(live_site: str, settings: Any, tmp_path: Path) -> World:
    settings.STORAGE_DIR = tmp_path / "files"
    return build()


def papers(live_site: str, world: World, page_at: Any, *, javascript: bool = True) -> tuple[Page, Draft]:
    """The papers page of a fresh draft."""
    made = draft(world)
    page = small.signed_in(page_at, live_site, world.resident, javascript=javascript)
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/giay-to/")
    return page, made


def choose(page: Page, *chosen: tuple[str, bytes]) -> str:
    """Choose files and wait until the page has said something final about them."""
    field = page.locator(INPUT)
    field.set_input_files([{"name": n, "mimeType": "", "buffer": data} for n, data in chosen])
    harness.wait_until(
        page,
        f"/Đã nhận|Không nhận được|Mỗi lần chọn/.test(document.querySelector('{STATE}').textContent)"
        f" && !document.querySelector('{INPUT}').disabled",
        30,
    )
    return page.locator(STATE).inner_text()


BAD = [
    ("khoa.pdf", samples.locked_pdf("bí mật"), "Tệp này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."),
    ("rong.pdf", b"", "Tệp này rỗng. Hãy chọn đúng tệp rồi tải lại."),
    ("giay-khai-sinh.pdf", b"MZ\x90\x00" + b"\x00" * 3000, "Tệp này là chương trình máy tính, không phải giấy tờ."),
    ("don.docx", samples.docx({"word/media/x.xml": b"0" * 20_000_000}), "Tệp này phình quá lớn khi mở."),
    ("anh.pdf", samples.pdf() + samples.docx(), "Tệp này giấu một tệp khác bên trong."),
    ("hinh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "Tệp này là trang web hoặc có mã lệnh."),
    ("ma-lenh.pdf", samples.acting_pdf("/JavaScript", "/JS"), "Tệp PDF này có mã lệnh"),
    ("cut.pdf", samples.pdf()[:200], "tệp bị hỏng"),
]  # fmt: skip


def test_each_bad_file_is_told_at_once_and_none_is_kept(live_site: str, world: World, page_at: Any) -> None:
    page, made = papers(live_site, world, page_at)
    for name, content, sentence in BAD:
        told = choose(page, (name, content))
        assert sentence in told, name
        assert told.startswith(f"Không nhận được {name}: ")
    look(page, "papers-bad")
    press(page, "Tải lên và ở lại trang này")
    assert made.files.count() == 0
    assert not StoredFile.objects.filter(state="ok").exists()


def test_the_same_sentences_without_javascript(live_site: str, world: World, page_at: Any) -> None:
    page, made = papers(live_site, world, page_at, javascript=False)
    assert "tối đa 10 MB" in page.locator("noscript").inner_text()
    for name, content, sentence in BAD:
        page.locator('[name="file.giay-to"]').set_input_files(
            {"name": name, "mimeType": "", "buffer": content}
        )
        press(page, "Tải lên và ở lại trang này")
        assert sentence in page.locator(".govuk-error-summary").inner_text(), name
    assert made.files.count() == 0


def test_several_at_once_the_good_stay_and_the_bad_are_named(
    live_site: str, world: World, page_at: Any
) -> None:
    page, made = papers(live_site, world, page_at)
    told = choose(
        page,
        ("trang-1.jpg", samples.image("JPEG")),
        ("khoa.pdf", samples.locked_pdf("x")),
        ("trang-2.pdf", samples.pdf(2)),
    )
    assert "Đã nhận trang-1.jpg" in told
    assert "Không nhận được khoa.pdf: Tệp này có mật khẩu." in told
    assert re.search(r"Đã nhận trang-2\.pdf · .+ · 2 trang", told)
    look(page, "papers-several")
    press(page, "Tải lên và ở lại trang này")
    assert sorted(f.file.name for f in made.files.all()) == ["trang-1.jpg", "trang-2.pdf"]


def test_a_thousand_files_at_once(live_site: str, world: World, page_at: Any) -> None:
    page, made = papers(live_site, world, page_at)
    told = choose(page, *[(f"anh-{n}.jpg", b"x") for n in range(1000)])
    assert "Mỗi lần chọn tối đa 20 tệp. Bạn vừa chọn 1000 tệp" in told
    assert Upload.objects.count() == 0
    press(page, "Tải lên và ở lại trang này")
    assert heading(page) == "Giấy tờ kèm theo"
    plain, _draft = papers(live_site, world, page_at, javascript=False)
    plain.locator('[name="file.giay-to"]').set_input_files(
        [{"name": f"anh-{n}.jpg", "mimeType": "", "buffer": b"x"} for n in range(1000)]
    )
    press(plain, "Tải lên và ở lại trang này")
    assert heading(plain) == "Bạn gửi quá nhiều tệp trong một lần"
    assert "tối đa 20 tệp" in plain.locator("main").inner_text()
    assert made.files.count() == 0


NAMES = [
    ("\u202egpj.yaig.pdf", "gpj.yaig.pdf"),
    ("giấy\u200b khai\x07.pdf", "giấy khai.pdf"),
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
    ("đ" * 10_000 + ".pdf", "đ" * 116 + ".pdf"),
    ("khong-duoi", "khong-duoi.pdf"),
]


def test_odd_names_are_shown_safe_and_the_receipt_names_each_file_with_its_print(
    live_site: str, world: World, page_at: Any
) -> None:
    page, made = papers(live_site, world, page_at)
    for pages, (name, clean) in enumerate(NAMES, 1):
        told = choose(page, (name, samples.pdf(pages)))
        assert f"Đã nhận {clean} ·" in told
        harness.assert_fits(page)
    press(page, "Tải lên và ở lại trang này")
    look(page, "papers-odd-names")
    assert {f.file.name for f in made.files.all()} == {clean for _name, clean in NAMES}
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/lien-he/")
    page.locator("[name=phone]").fill("0911222333")
    press(page)
    page.locator("[name=commune]").select_option("08866")
    press(page)
    page.goto(f"{live_site}/ho-so/nhap/{made.pk}/kiem-tra/")
    page.get_by_label("Tôi cam đoan").check()
    press(page, "Nộp hồ sơ")
    dossier = Dossier.objects.get()
    for address in ("da-nop", "phieu"):
        page.goto(f"{live_site}/tra-cuu/{dossier.code}/{address}/")
        text = page.locator("main").inner_text()
        for paper in dossier.files.all():
            assert paper.file.name in text
            assert paper.file.sha256 in text
            size = paper.file.size
            shown = f"{size} byte" if size < 1000 else f"{round(size / 1000)} kB"
            assert f"{paper.file.name} · {shown}" in text
    look(page, "receipt-files")


def big_pdf(path: Path, size: int) -> Path:
    """A PDF of exactly this many bytes that opens: one page whose content is one long stream of blanks."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    places.append(len(out))
    room = size - len(out) - 400
    out += b"4 0 obj\n<< /Length %d >>\nstream\n" % room + b" " * room + b"\nendstream\nendobj\n"
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    tail = b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    out += b"\n" * (size - len(out) - len(tail)) + tail
    path.write_bytes(bytes(out))
    assert path.stat().st_size == size
    return path


@pytest.mark.slow
def test_a_hundred_megabytes_cut_in_the_middle_go_on_after_a_reload(
    live_site: str, world: World, page_at: Any, tmp_path: Path, settings: Any
) -> None:
    # Larger pieces than a site takes: what is shown is the going on, and four times the requests show no more.
    settings.TINHSO_FILES_MAX_CHUNK = 1_000_000
    page, made = papers(live_site, world, page_at)
    page.set_default_timeout(300_000)
    path = big_pdf(tmp_path / "ho-so-100-MB.pdf", 100_000_000)
    offsets: list[int] = []
    page.on(
        "request", lambda r: offsets.append(int(r.headers["upload-offset"])) if r.method == "PATCH" else None
    )
    page.locator(INPUT).set_input_files(path)
    end = time.monotonic() + 300
    while max(offsets, default=0) <= 40_000_000:
        assert time.monotonic() < end, page.locator(STATE).inner_text()
        page.wait_for_timeout(50)
    page.context.set_offline(True)
    page.get_by_text("Mạng đang chập chờn").wait_for()
    page.context.set_offline(False)
    page.reload()
    offsets.clear()
    page.locator(INPUT).set_input_files(path)
    page.get_by_text("Đã nhận ho-so-100-MB.pdf · 100 MB · 1 trang").wait_for()
    assert min(offsets) > 40_000_000, "what had arrived is not sent again"
    press(page, "Tải lên và ở lại trang này")
    assert made.files.get().file.size == 100_000_000
    over = big_pdf(tmp_path / "qua-lon.pdf", 100_000_001)
    page.locator(INPUT).set_input_files(over)
    page.get_by_text("Tệp này lớn hơn 100 MB.").wait_for()


def test_an_upload_of_another_account_is_not_taken_up(
    live_site: str, world: World, page_at: Any, tmp_path: Path
) -> None:
    """The window remembers an upload by the file; somebody else who signs in there begins anew."""
    path = filing.paper(tmp_path / "giay.pdf")
    page, _made = papers(live_site, world, page_at)
    page.route("**/tep/tai-len/*/xong/", lambda route: route.abort("connectionreset"))
    page.locator(INPUT).set_input_files(path)
    page.get_by_text("Mạng đang chập chờn").wait_for()
    assert Upload.objects.count() == 1
    page.unroute("**/tep/tai-len/*/xong/")
    page.context.clear_cookies()
    harness.sign_in(page, live_site, small.account_of(world.stranger))
    theirs = draft(world, world.stranger)
    page.goto(f"{live_site}/ho-so/nhap/{theirs.pk}/giay-to/")
    page.locator(INPUT).set_input_files(path)
    page.get_by_text("Đã nhận giay.pdf").wait_for()
    assert StoredFile.objects.get().owner_id == world.stranger.account_id
