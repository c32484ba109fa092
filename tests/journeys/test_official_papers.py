"""Official papers in a real browser: the clerk's receipt and supplement request, the leader's look at a result."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.government.dossiers import world as small
from tests.government.dossiers.test_paperwork import PROVINCE
from tests.journeys import harness
from tests.journeys.test_desk import commune, rich, sign_in  # noqa: F401
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.province.api import Folder
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import now

pytestmark = pytest.mark.journey


def test_papers_are_seen_before_they_are_made(live_site, page_at, commune):  # noqa: F811
    load(Folder(PROVINCE))
    page = page_at(1280)
    own, deciding = rich(commune), small.accepted(commune, now())
    sign_in(page, live_site, commune, "reception")
    faults = []
    for name, words in (("receipt", "Mẫu số 01"), ("supplement", "Mẫu số 02")):
        page.goto(f"{live_site}/can-bo/ho-so/{own.pk}/")
        page.locator(f"a[href*='/giay/{name}/']").first.click()
        expect(page.get_by_text(words)).to_be_visible()
        shown = page.locator("img.ts-paperpage").first
        expect(shown).to_be_visible()
        assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 400
        faults += harness.looks(page, f"official-{name}-{{width}}")
    # Made, and opened as a file of its own: the browser's reader shows it, or keeps it as a download.
    made = page.request.post(
        page.url.split("?")[0],
        form={
            "lan": "1",
            "csrfmiddlewaretoken": page.locator("input[name=csrfmiddlewaretoken]").first.input_value(),
        },
        headers={"Referer": page.url},
    )
    assert made.headers["content-type"] == "application/pdf"
    (paper,) = papers.papers_of(Subject("dossier", own.pk))
    assert made.body() == papers.bytes_of(paper)
    page.reload()
    expect(page.get_by_text("Bản lập lúc")).to_be_visible()
    sign_in(page, live_site, commune, "leader")
    page.goto(f"{live_site}/can-bo/ho-so/{deciding.pk}/giay/result/")
    expect(page.get_by_text("Giấy này được lập khi lấy số")).to_be_visible()
    faults += harness.looks(page, "official-result-{width}")
    assert not faults, "\n\n".join(faults)
    assert paper.made_at <= now() + timedelta(seconds=1)
