"""A stranger checks a paper in a browser: by the code on it, by its file without sending it, and in vain."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.files import samples
from tests.government.dossiers.world import World, approved, build
from tests.journeys import filing
from tests.journeys.filing import fill, heading, light, look, press
from tinhso.foundation.files import api as files
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers

pytestmark = pytest.mark.journey


@pytest.fixture
def world(live_site: str, settings: Any, tmp_path: Path) -> World:
    settings.STORAGE_DIR = tmp_path / "files"
    return build()


def test_a_stranger_checks_a_result(live_site: str, world: World, page_at: Any, tmp_path: Path) -> None:
    dossier, content = approved(world, now()), samples.pdf()
    stored = files.store(world.clerk, "kq.pdf", io.BytesIO(content))
    dossiers.number_result(world.clerk, dossier.id, notation="XN", file_id=stored.id)
    dossier.refresh_from_db()
    page = filing.patient(page_at(390))
    page.goto(live_site)
    page.locator("main").get_by_role("link", name="Kiểm tra một giấy có thật không").click()
    assert heading(page) == "Xác minh giấy tờ"
    light(page)
    look(page, "verify")
    fill(page, code=dossier.code, token=dossiers.result_code(dossier).lower())
    press(page, "Kiểm tra giấy")
    assert heading(page) == "Giấy này có thật và còn giá trị"
    light(page)
    look(page, "verify-result")
    page.get_by_role("link", name="Xác minh giấy khác").click()
    held = tmp_path / "giấy của tôi.pdf"
    held.write_bytes(content)
    page.locator("#file").set_input_files(held)
    with page.expect_request(lambda sent: sent.method == "POST") as sending:
        press(page, "Kiểm tra tệp")
    assert len(sending.value.post_data_buffer or b"") < 1000, "the browser sends the sum, not the file"
    page.get_by_text("SHA-256").wait_for()
    assert heading(page) == "Giấy này có thật và còn giá trị"
    plain = filing.patient(page_at(390, javascript=False))
    plain.goto(f"{live_site}/xac-minh/")
    held.write_bytes(content + b"\n")
    plain.locator("#file").set_input_files(held)
    press(plain, "Kiểm tra tệp")
    assert heading(plain) == "Không tìm thấy giấy này"
    page.goto(f"{live_site}/xac-minh/{dossier.code}/0000-0000-0000/")
    assert heading(page) == "Không tìm thấy giấy này"
    look(page, "verify-unknown")
