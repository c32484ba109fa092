"""A dossier of another commune by list and back, and the person's signature on a tablet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.government.dossiers.world import step
from tests.government.transfers.conftest import made
from tests.journeys import harness, small
from tests.journeys.filing import fill, press
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.api import PaperInput
from tinhso.government.handover.models import Confirmation, PostalItem
from tinhso.government.transfers.models import HandList

pytestmark = pytest.mark.journey


def test_out_and_back_between_two_desks(live_site: str, page_at: Any) -> None:
    two = made()
    world = two.world
    got = two.receive(papers=(PaperInput("giay-to", None, 1, 2),))
    clerk = small.signed_in(page_at, live_site, two.clerk, width=1280)
    clerk.goto(f"{live_site}/can-bo/ban-giao/")
    press(clerk, "Lập danh sách bàn giao")
    press(clerk, "Xác nhận đã bàn giao")
    out = f"{live_site}/can-bo/ban-giao/{HandList.objects.get().pk}/"
    taker = small.signed_in(page_at, live_site, world.reception, width=1280)
    taker.goto(out)
    harness.look(taker, "hand-list")
    press(taker, "Xác nhận đã nhận")
    taker.goto(f"{out}in/")
    harness.look(taker, "hand-list-paper")

    dossiers.complete_step(world.specialist, step(got, "appraise").pk, outcome="fit")
    dossiers.approve(world.leader, step(got, "approve").pk)
    dossiers.number_result(world.clerk, got.pk, notation="XN")
    giver = small.signed_in(page_at, live_site, world.return_officer, width=1280)
    giver.goto(f"{live_site}/can-bo/ban-giao/")
    press(giver, "Lập danh sách bàn giao")
    press(giver, "Xác nhận đã bàn giao")
    back = small.signed_in(page_at, live_site, two.handing, width=1280)
    back.goto(f"{live_site}/can-bo/ban-giao/{HandList.objects.get(way='back').pk}/")
    press(back, "Xác nhận đã nhận")

    result = f"{live_site}/can-bo/giao-ket-qua/{got.pk}/"
    back.goto(result)
    fill(back, name="Lê Văn Giấy", address="Thôn Một, xã Khác, tỉnh Phú Thọ")
    back.locator("[name=unpaid_known]").last.check()
    press(back, "Lập nhãn bưu gửi")
    back.goto(f"{result}nhan/{PostalItem.objects.get().pk}/")
    harness.look(back, "postal-label")
    back.goto(result)
    press(back, "Bỏ nhãn này")
    press(back, "Mở liên kết ký nhận")
    harness.look(back, "hand-over")
    path = "/nhan-ket-qua/" + back.content().split("/nhan-ket-qua/")[1].split("/")[0] + "/"
    tablet = page_at(390)
    tablet.goto(live_site + path)
    harness.look(tablet, "sign-for-result")
    box = tablet.locator("canvas").bounding_box()
    tablet.mouse.move(box["x"] + 20, box["y"] + 20)
    tablet.mouse.down()
    for at in range(1, 20):
        tablet.mouse.move(box["x"] + 20 + at * 8, box["y"] + 20 + at % 4 * 15)
    tablet.mouse.up()
    tablet.locator("button", has_text="Tôi đã nhận kết quả").first.click()
    tablet.locator(".ts-notice--success").wait_for()
    assert Confirmation.objects.get().how == "signature"
    back.goto(result)
    back.locator("[name=unpaid_known]").first.check()
    press(back, "Hoàn tất trả kết quả")
    back.goto(f"{result}phieu/")
    harness.look(back, "hand-over-paper")
    got.refresh_from_db()
    assert (got.state, got.transfer) == (10, 3)
