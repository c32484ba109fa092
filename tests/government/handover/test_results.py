"""Signed for at the desk, by post and back, into the wallet: acts and pages on one dossier each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfWriter

from tests.government.dossiers import test_boundary as boundary
from tests.government.dossiers.world import MONDAY, World, approved, build, numbered, officer
from tests.government.handover.test_rules import GOOD
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, Step
from tinhso.government.dossiers.queries import passing
from tinhso.government.handover import wallet
from tinhso.government.handover.actions.confirm import confirm
from tinhso.government.handover.actions.deliver import came_back, delivered
from tinhso.government.handover.actions.finish import finish
from tinhso.government.handover.actions.label import label
from tinhso.government.handover.actions.open_confirmation import open_confirmation
from tinhso.government.handover.actions.post import drop_label, hand_to_post
from tinhso.government.handover.actions.wallet import deliver, overdue, send
from tinhso.government.handover.models import Confirmation, PostalItem, SimulatedDocument
from tinhso.government.handover.queries.open_items import held, postal
from tinhso.government.handover.queries.open_items import waiting as ready
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tinhso.lib.ids import new_id

TO = {"name": "Nguyễn Thị Ví Dụ", "address": "Thôn Một, xã Thử, tỉnh Phú Thọ", "unpaid_known": True}


@pytest.fixture(autouse=True)
def _store(settings, tmp_path) -> None:
    settings.STORAGE_DIR = tmp_path / "files"


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with at(MONDAY):
        yield build()


@pytest.fixture
def window(db: None) -> Callable[[Actor], Client]:
    def sign_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return sign_in


def text(answer):
    return answer.content.decode()


def test_a_drawn_signature_returns_the_result_once(world: World, window) -> None:
    got = numbered(world)
    desk, tablet = window(world.return_officer), Client()
    page = f"/can-bo/giao-ket-qua/{got.pk}/"
    assert "Đến nhận tại quầy" in text(desk.get("/can-bo/giao-ket-qua/"))
    assert [one.code for one in ready(world.return_officer)] == [got.code]
    assert ready(world.clerk) == []
    assert desk.post(f"{page}viec/xong/", {"unpaid_known": "1"}).status_code == 422
    desk.post(f"{page}viec/ky/", {"receiver_name": "Nguyễn Thị Ví Dụ"})
    shown = text(desk.get(page))
    link = "/nhan-ket-qua/" + shown.split("/nhan-ket-qua/")[1].split("/")[0] + "/"
    assert got.code in text(tablet.get(link))
    assert tablet.post(link, {"how": "signature", "strokes": "[[1,1]]"}).status_code == 422
    assert tablet.post(link, {"how": "signature", "strokes": json.dumps(GOOD)}).status_code == 302
    assert "Cảm ơn" in text(tablet.get(link))
    assert tablet.post(link, {"how": "signature", "strokes": json.dumps(GOOD)}).status_code == 409
    assert "M10 10 L20 30" in text(desk.get(f"{page}phieu/"))
    assert desk.post(f"{page}viec/xong/", {"unpaid_known": "1"}).status_code == 302
    got.refresh_from_db()
    assert (got.state, got.result.receiver_name) == (10, "Nguyễn Thị Ví Dụ")
    assert "đã ký trên màn hình" in " ".join(dossiers.delivery_told(got.pk))
    assert "đã ký trên màn hình" in text(desk.get(f"/can-bo/ho-so/{got.pk}/"))
    assert window(world.outsider).get(page).status_code == 403


def test_on_their_own_telephone_by_account_or_receipt_and_by_nobody_else(world: World) -> None:
    got = numbered(world)
    with pytest.raises(Forbidden):
        open_confirmation(officer("khac", world.committee, "return_officer"), got.pk, "Ai đó")
    with pytest.raises(NotFound):
        open_confirmation(world.outsider, got.pk, "Ai đó")
    _old, first = open_confirmation(world.return_officer, got.pk, "Nguyễn Thị Ví Dụ")
    made, secret = open_confirmation(world.return_officer, got.pk, "Nguyễn Thị Ví Dụ")
    visitor = Actor(kind="resident")
    for refused, told in (
        (Conflict, lambda: confirm(visitor, first, strokes=GOOD)),
        (NotFound, lambda: confirm(visitor, "khong-co", strokes=GOOD)),
        (NotFound, lambda: confirm(visitor, secret, receipt="AAAA-AAAA-AAAA")),
        (NotFound, lambda: confirm(world.stranger, secret, by_account=True)),
        (Forbidden, lambda: confirm(world.return_officer, secret, by_account=True)),
    ):
        with pytest.raises(refused):
            told()
    confirm(visitor, secret, receipt=dossiers.receipt_secret(got))
    assert Confirmation.objects.get(pk=made.pk).how == "receipt"
    _again, third = open_confirmation(world.return_officer, got.pk, "Nguyễn Thị Ví Dụ")
    assert confirm(world.resident, third, by_account=True).account == world.resident.account_id
    _last, late = open_confirmation(world.return_officer, got.pk, "Nguyễn Thị Ví Dụ")
    with at(MONDAY + timedelta(minutes=15)), pytest.raises(Conflict):
        confirm(visitor, late, strokes=GOOD)
    with pytest.raises(Refused, match="chưa nộp"):
        finish(world.return_officer, got.pk)


def test_a_signature_for_a_result_taken_back_is_none_for_the_next(world: World, window) -> None:
    got, visitor = numbered(world), Actor(kind="resident")
    _first, signed = open_confirmation(world.return_officer, got.pk, "Nguyễn Thị Ví Dụ")
    confirm(visitor, signed, strokes=GOOD)
    dossiers.take_back_result(world.clerk, got.pk, reason="Sai tên")
    with at(MONDAY + timedelta(hours=1)):
        dossiers.number_result(world.clerk, got.pk, notation="XN")
        with pytest.raises(Refused) as refused:
            finish(world.return_officer, got.pk, unpaid_known=True)
        assert refused.value.code == "not_confirmed"
        desk, page = window(world.return_officer), f"/can-bo/giao-ket-qua/{got.pk}/"
        assert desk.get(f"{page}phieu/").status_code == 404
        assert 'name="receiver_name"' in text(desk.get(page)), "the person can be asked for the new one"
        _second, fresh = open_confirmation(world.return_officer, got.pk, "Nguyễn Thị Ví Dụ")
        confirm(visitor, fresh, strokes=GOOD)
        finish(world.return_officer, got.pk, unpaid_known=True)
    got.refresh_from_db()
    assert got.state == 10


def test_the_post_delivers_no_result_that_was_issued_after_it_left(world: World) -> None:
    got = numbered(world)
    item = label(world.return_officer, got.pk, **TO)
    hand_to_post(world.return_officer, item.pk, "VN123456789")
    dossiers.take_back_result(world.clerk, got.pk, reason="Sai tên")
    with at(MONDAY + timedelta(hours=1)):
        dossiers.number_result(world.clerk, got.pk, notation="XN")
        with pytest.raises(Conflict) as refused:
            delivered(world.return_officer, item.pk)
        assert refused.value.code == "posted_before"
        got.refresh_from_db()
        assert got.state == 9
        came_back(world.return_officer, item.pk, "Kết quả đã thu hồi")
        again = label(world.return_officer, got.pk, **TO)
        hand_to_post(world.return_officer, again.pk, "VN123456780")
        delivered(world.return_officer, again.pk)
    got.refresh_from_db()
    assert got.state == 10


def test_who_continues_a_part_of_a_desk_has_no_sending_of_the_other_part(db: None, window) -> None:
    """A label bears a name, an address and a telephone."""
    merged = boundary.Merged()
    got = numbered(merged.before, boundary.BEFORE)
    Dossier.objects.filter(pk=got.pk).update(
        received_at=merged.district, competent=merged.district, holder_agency=merged.district
    )
    Step.objects.filter(dossier=got).update(agency=merged.district)
    item = PostalItem.objects.create(
        id=new_id(), dossier_id=got.pk, code=got.code, desk_id=merged.district.pk, name=TO["name"],
        address=TO["address"], made_at=boundary.BEFORE, due_at=boundary.AFTER,
    )  # fmt: skip
    heir = officer("thua-ke", merged.new, "return_officer")
    other = officer("noi-khac", merged.elsewhere, "return_officer")
    page = f"/can-bo/giao-ket-qua/{got.pk}/nhan/{item.pk}/"
    with at(boundary.AFTER):
        assert [one.pk for one in postal(heir)] == [item.pk]
        assert window(heir).get(page).status_code == 200
        assert not list(postal(other))
        assert window(other).get(page).status_code == 404
        with pytest.raises(NotFound):
            hand_to_post(other, item.pk, "VN123456789")
        assert hand_to_post(heir, item.pk, "VN123456789").state == "posted"


def not_by_post(world: World, got, missing: str) -> None:
    """Nobody closes the dossier "by post" past the sending: one sentence says what is missing."""
    with pytest.raises(Refused, match=missing) as refused:
        dossiers.return_result(world.return_officer, got.pk, how="post", unpaid_known=True)
    assert (refused.value.code, refused.value.field) == ("not_delivered", "how")


def test_by_post_there_and_back_and_there_again(world: World, window) -> None:
    got = numbered(world)
    with pytest.raises(Invalid) as faults:
        label(world.return_officer, got.pk, name="", address="Xa")
    assert {one.field for one in faults.value.errors} == {"name", "address", "unpaid_known"}
    not_by_post(world, got, "Chưa lập nhãn")
    drop_label(world.return_officer, label(world.return_officer, got.pk, **TO).pk)
    item = label(world.return_officer, got.pk, **TO)
    with pytest.raises(Conflict):
        label(world.return_officer, got.pk, **TO)
    with pytest.raises(NotFound):
        hand_to_post(world.clerk, item.pk, "VN123456789")
    not_by_post(world, got, "chưa có số hiệu")
    assert ready(world.return_officer) == []
    with pytest.raises(Refused):
        hand_to_post(world.return_officer, item.pk, "số 1")
    hand_to_post(world.return_officer, item.pk, "vn 123 456 789")
    with pytest.raises(Conflict):
        hand_to_post(world.return_officer, item.pk, "VN123456789")
    assert [one.tracking_no for one in postal(world.return_officer)] == ["VN123456789"]
    not_by_post(world, got, "chưa báo đã phát bưu gửi VN123456789")
    with pytest.raises(Refused, match="Bưu chính đang giữ"):
        dossiers.return_result(world.return_officer, got.pk, receiver_name="Ai đó", unpaid_known=True)
    with pytest.raises(Refused, match="Bưu chính đang giữ"):
        open_confirmation(world.return_officer, got.pk, "Ai đó")
    with pytest.raises(Refused):
        came_back(world.return_officer, item.pk, " ")
    came_back(world.return_officer, item.pk, "Không có người nhận")
    not_by_post(world, got, "chuyển hoàn")
    (waiting,) = postal(world.return_officer)
    assert (waiting.state, waiting.due_at is not None) == ("came_back", True)
    assert "chuyển hoàn" in dossiers.delivery_told(got.pk)[0]
    again = label(world.return_officer, got.pk, **TO)
    desk = window(world.return_officer)
    page = f"/can-bo/giao-ket-qua/{got.pk}/"
    assert "Thôn Một" in text(desk.get(f"{page}nhan/{again.pk}/"))
    assert desk.post(f"{page}nhan/{again.pk}/giao/", {"tracking_no": "?"}).status_code == 422
    assert desk.post(f"{page}nhan/{again.pk}/giao/", {"tracking_no": "VN1234567"}).status_code == 302
    assert "VN1234567" in text(desk.get("/can-bo/giao-ket-qua/"))
    delivered(world.return_officer, again.pk)
    got.refresh_from_db()
    assert (got.state, got.result.handed_how, postal(world.return_officer)) == (10, "post", [])
    assert PostalItem.objects.filter(state="delivered").count() == 1


def with_file(world: World):
    got, out, page = approved(world), BytesIO(), PdfWriter()
    page.add_blank_page(width=200, height=200)
    page.write(out)
    out.seek(0)
    stored = files.store(world.clerk, "ket-qua.pdf", out)
    assert stored.state == "ok", stored.reason
    dossiers.number_result(world.clerk, got.pk, notation="XN", file_id=stored.id)
    got.refresh_from_db()
    return got


def test_into_the_wallet_with_retries_and_once(world: World, window, settings) -> None:
    with pytest.raises(Refused, match="bản điện tử"):
        send(world.return_officer, numbered(world).pk)
    got = with_file(world)
    with pytest.raises(NotFound):
        send(world.outsider, got.pk)
    with pytest.raises(Forbidden):
        send(world.clerk, got.pk)
    sent = send(world.return_officer, got.pk)
    with pytest.raises(Conflict):
        send(world.return_officer, got.pk)
    settings.TINHSO_WALLET_ADAPTER = f"{__name__}.broken"
    assert [deliver(sent.pk) for _try in range(7)] == [60, 300, 1800, 7200, 21600, 86400, None]
    first = held(world.return_officer)
    assert ([one.pk for one in first], first.next) == ([sent.pk], "")
    assert list(held(world.return_officer, after=str(sent.pk))) == [], (
        "a page starts after the last of the one before"
    )
    settings.TINHSO_WALLET_ADAPTER = ""
    send(world.return_officer, got.pk)
    with at(MONDAY + timedelta(hours=1)):
        assert overdue(MONDAY + timedelta(hours=1)) == [sent.pk]
        assert deliver(sent.pk) is None
        assert deliver(sent.pk) is None
    kept = SimulatedDocument.objects.get()
    assert (kept.holder, kept.number) == ("026190000001", "2/XN")
    sent.refresh_from_db()
    assert (sent.state, sent.reference) == ("delivered", f"SIM-{kept.pk}")
    assert "ví giấy tờ điện tử mô phỏng" in dossiers.delivery_told(got.pk)[0]
    desk = window(world.return_officer)
    assert "ví mô phỏng" in text(desk.get(f"/can-bo/giao-ket-qua/{got.pk}/"))
    assert "2/XN" in text(desk.get("/can-bo/giao-ket-qua/vi-mo-phong/"))


def test_production_without_an_adapter_is_connected_to_no_wallet(settings) -> None:
    settings.ENV, settings.TINHSO_WALLET_ADAPTER = "production", ""
    assert not wallet.connected()
    assert not wallet.simulated()
    with pytest.raises(wallet.NoWallet):
        wallet.adapter()


def broken(document: wallet.Document) -> str:
    raise ConnectionError("down")


def test_a_desk_finds_one_of_many_and_turns_pages(world: World, window, monkeypatch) -> None:
    monkeypatch.setattr(passing, "LENGTH", 2)
    made = [numbered(world) for _one in range(3)]
    desk = window(world.return_officer)
    seen, after = [], ""
    for _turn in range(3):
        page = ready(world.return_officer, after=after)
        seen += [one.code for one in page]
        after = page.next
        if not after:
            break
    assert seen == [one.code for one in made]
    first = text(desk.get("/can-bo/giao-ket-qua/"))
    assert "Trang sau" in first
    assert made[2].code not in first
    for wanted in (made[2].code, "vi du"):
        found = text(desk.get("/can-bo/giao-ket-qua/", {"q": wanted}))
        assert made[2].code in found or wanted == "vi du"
        assert "Không có kết quả nào hợp" not in found
    assert "Không có kết quả nào hợp" in text(desk.get("/can-bo/giao-ket-qua/", {"q": "không ai"}))
