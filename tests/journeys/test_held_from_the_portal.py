"""The desk puts a foreigner's number right where the record waits for it; the administrator asks for a lost number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.government.dossiers.world import CODE, build, officer
from tests.journeys.harness import look
from tests.journeys.small import signed_in
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import DossierParty
from tinhso.government.portal.models import Line, LostNumbers, Outgoing

pytestmark = pytest.mark.journey


def test_what_is_held_is_put_right_by_its_holder(
    page_at: Callable[..., Page], live_site: str, settings: Any
) -> None:
    # Nobody answers there, and while the line rests no page asks.
    settings.TINHSO_PORTAL_URL = "http://127.0.0.1:9"
    world = build()
    owner = dossiers.PartyInput(role="owner", name="John Example")
    filing = dossiers.CounterFiling(
        procedure_code=CODE, parties=(owner,), data={"subject": "Thử"}, unit_code=world.unit.code
    )
    dossier = dossiers.receive_at_counter(world.reception, filing).dossier
    moment = now()
    Line.objects.create(
        name="portal", down_since=moment, next_try_at=moment + timedelta(minutes=10), why="Thử"
    )
    Outgoing.objects.create(
        dossier_id=dossier.pk, code=dossier.code, agency=world.committee, holder_agency=world.desk, state="held",
        reason_code="owner_without_number", who="reception", changed_at=moment, held_at=moment,
        deadline=moment + timedelta(hours=8),
    )  # fmt: skip
    LostNumbers.objects.create(first=3, last=4, noticed_at=moment, deadline=moment)
    LostNumbers.objects.create(first=9, last=9, noticed_at=moment, deadline=moment + timedelta(hours=4))

    clerk = signed_in(page_at, live_site, world.reception, width=1280)
    clerk.goto(f"{live_site}/can-bo/")
    clerk.get_by_role("link", name="Chờ gửi Cổng quốc gia").first.click()
    look(clerk, "held-of-desk-{width}")
    clerk.get_by_role("link", name=dossier.code).click()
    look(clerk, "held-put-right-{width}")
    clerk.get_by_label("Số hộ chiếu").fill("C1234567")
    clerk.get_by_role("button", name="Sửa và gửi").click()
    expect(clerk.get_by_text("Hãy ghi căn cứ").first).to_be_visible()
    look(clerk, "held-without-ground-{width}", posted=True)
    clerk.get_by_label("Căn cứ của việc sửa").fill("Đã xem hộ chiếu bản chính")
    clerk.get_by_role("button", name="Sửa và gửi").click()
    expect(clerk.get_by_text("gửi ở lượt tới")).to_be_visible()
    assert DossierParty.objects.get(dossier=dossier, role="owner").passport == "C1234567"

    admin = signed_in(page_at, live_site, officer("he-thong", world.other, "system_admin"), width=1280)
    admin.goto(f"{live_site}/can-bo/cong-quoc-gia/?ds=lost")
    look(admin, "lost-numbers-{width}")
    admin.get_by_label("Đã đề nghị ai").first.fill("Đã gọi trực vận hành Cổng")
    admin.get_by_role("button", name="Ghi: đã đề nghị gửi lại").first.click()
    expect(admin.get_by_text("Đã gọi trực vận hành Cổng")).to_be_visible()
    admin.get_by_role("button", name="Thử ngay").click()
    expect(admin.get_by_text("sẽ thử lại Cổng")).to_be_visible()
