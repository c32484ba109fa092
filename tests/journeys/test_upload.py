"""A file goes up in pieces and survives a line that breaks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from tests.journeys import harness
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import now

pytestmark = pytest.mark.journey


@pytest.fixture
def resident(transactional_db: None) -> Account:
    return Account.objects.create(login="hanh@example.vn", kind=Account.Kind.RESIDENT, created_at=now())


@pytest.fixture
def form(live_site, page_at, settings, tmp_path, resident):
    settings.DEMO = True
    settings.STORAGE_DIR = tmp_path / "files"
    page = page_at(390)
    harness.sign_in(page, live_site, resident)
    page.goto(f"{live_site}/kieu-mau/")
    return page


def noise(path: Path) -> Path:
    """A picture that does not compress: more than one piece of 256 kB."""
    with Image.effect_noise((900, 900), 100) as picture:
        picture.save(path, "PNG")
    assert path.stat().st_size > 600_000
    return path


def stored_id(page) -> str:
    return page.locator("input[name=birth_paper__id]").input_value()


def test_a_file_is_taken_and_named_in_the_form(form, tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    content = BytesIO()
    writer.write(content)
    path = tmp_path / "giay-chung-sinh.pdf"
    path.write_bytes(content.getvalue())
    form.get_by_label("Giấy chứng sinh").nth(1).set_input_files(path)
    form.get_by_text("Đã nhận giay-chung-sinh.pdf").wait_for()
    stored = StoredFile.objects.get(pk=stored_id(form))
    assert stored.size == path.stat().st_size
    assert form.locator("#birth_paper").get_attribute("name") is None


def test_a_broken_line_loses_nothing(form, tmp_path):
    path = noise(tmp_path / "anh-chup.png")
    broken = []

    def break_second(route, request):
        if request.method == "PATCH" and request.headers["upload-offset"] != "0" and len(broken) < 1:
            broken.append(request.headers["upload-offset"])
            route.abort("connectionreset")
        else:
            route.continue_()

    form.route("**/tep/tai-len/**", break_second)
    form.locator("#birth_paper").set_input_files(path)
    form.get_by_text("Đã nhận anh-chup.png").wait_for(timeout=20_000)
    assert broken == ["262144"]
    assert StoredFile.objects.get(pk=stored_id(form)).size == path.stat().st_size


def test_a_refused_file_says_why(form, tmp_path):
    path = tmp_path / "giay.pdf"
    path.write_bytes(b"MZ" + b"\x00" * 200)
    form.locator("#birth_paper").set_input_files(path)
    state = form.locator("#birth_paper-state")
    harness.wait_until(form, "!/Đang tải|^$/.test(document.getElementById('birth_paper-state').textContent)")
    assert "Đã nhận" not in state.inner_text()
    assert len(state.inner_text()) > 20
    assert stored_id(form) == ""
