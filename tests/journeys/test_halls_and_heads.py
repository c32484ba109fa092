"""What heads look at; the pages of the connection and of openings. The hall has a day of its own (test_national_day)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.government.catalogue.test_opening import SYSTEM, record, wanted
from tests.government.dossiers.world import CODE, accepted, build, officer, step
from tests.journeys.harness import look
from tests.journeys.small import signed_in
from tinhso.foundation.identity.api import record_leave
from tinhso.foundation.worktime.api import now, today
from tinhso.government.catalogue.actions.import_file import import_file
from tinhso.government.catalogue.actions.open_entry import open_entry
from tinhso.government.dossiers import api as dossiers

pytestmark = pytest.mark.journey


def test_what_heads_and_administrators_look_at(
    page_at: Callable[..., Page], live_site: str, tmp_path: Path
) -> None:
    world = build()
    for _number in range(3):
        dossiers.take(world.specialist, step(accepted(world, now() - timedelta(days=2)), "appraise").id)
    gone, other = world.specialist, world.specialist2
    record_leave(gone, gone.capacity_id, today(), today() + timedelta(days=2), other.account_id)

    head = signed_in(page_at, live_site, world.leader, width=1280)
    head.goto(f"{live_site}/can-bo/tai-viec/?co-quan={world.committee.pk}")
    expect(head.get_by_text("Nghỉ đến hết").first).to_be_visible()
    look(head, "load-{width}")
    head.get_by_role("link", name="Chuyển hết việc").first.click()
    look(head, "move-all-{width}")
    head.goto(f"{live_site}/can-bo/nghi-phep/")
    look(head, "leave-{width}")

    there = signed_in(page_at, live_site, other, width=1280)
    there.goto(f"{live_site}/can-bo/viec/mine/")
    expect(there.get_by_text("thay Cán bộ specialist").first).to_be_visible()
    look(there, "substitute-{width}")

    watch = signed_in(page_at, live_site, world.monitor, width=1280)
    watch.goto(f"{live_site}/can-bo/tai-viec/")
    look(watch, "load-province-{width}")
    watch.goto(f"{live_site}/can-bo/cong-quoc-gia/")
    look(watch, "portal-{width}")

    admin = signed_in(page_at, live_site, officer("quan-tri", world.committee, "system_admin"), width=1280)
    admin.goto(f"{live_site}/quan-tri/thu-tuc/")
    look(admin, "offers-{width}")
    admin.goto(f"{live_site}/quan-tri/thu-tuc/{CODE}/?co-quan={world.committee.pk}")
    look(admin, "offer-{width}")

    for number, title in enumerate(("Thủ tục rõ ràng", "Thủ tục rõ ràng hơn")):
        file = tmp_path / f"{number}.jsonl"
        file.write_text(json.dumps(record("9.000002", title)), "utf-8")
        import_file(SYSTEM, file, part=True)
        if not number:
            open_entry(SYSTEM, "9.000002", wanted())
    admin.goto(f"{live_site}/quan-tri/thu-tuc/9.000002/lam-moi/")
    expect(admin.get_by_role("heading", name="Phiên bản mới sẽ khác ở đâu")).to_be_visible()
    look(admin, "renew-{width}")
