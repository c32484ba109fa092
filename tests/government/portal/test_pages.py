"""The officers' pages of the connection: who sees what, what a holder can do, both sides of one dossier."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers import test_boundary as boundary
from tests.government.dossiers.world import CODE, MONDAY, World, filed, numbered, officer
from tests.government.portal.test_intake import PORTAL_CODE, package, payment
from tinhso.foundation.identity.models import Account
from tinhso.foundation.worktime.api import at, now
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal.access import outgoing_of
from tinhso.government.portal.actions.take_in import receive
from tinhso.government.portal.api import procedure_address
from tinhso.government.portal.models import Outgoing, Package
from tinhso.government.portal.snapshots import _result_code
from tinhso.government.procedures.models import ProcedureVersion
from tinhso.lib.errors import NotFound
from tinhso.lib.held import forget_all
from tinhso.lib.ids import new_id

HOME = "/can-bo/cong-quoc-gia/"


def window(world: World, role: str, agency: Any = None) -> Client:
    """A client signed in as a new officer of that role."""
    actor = officer(f"nguoi-{role}-{new_id().hex[-6:]}", agency or world.committee, role)
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def held_line(world: World, code: str, **changes: Any) -> Outgoing:
    facts = {
        "dossier_id": new_id(), "code": code, "agency_id": world.committee.pk, "state": "held",
        "reason_code": "owner_without_number", "who": "reception", "changed_at": now(),
        "held_at": now(), "deadline": now(), "holder_agency_id": world.desk.pk, **changes,
    }  # fmt: skip
    return Outgoing.objects.create(**facts)


def test_who_sees_the_connection(world: World) -> None:
    with at(MONDAY):
        receive(package(world, form={}))
    for role in ("system_admin", "monitor"):
        page = window(world, role, world.other).get(HOME)
        assert page.status_code == 200
        assert PORTAL_CODE in page.content.decode()
    assert PORTAL_CODE in window(world, "unit_admin").get(HOME).content.decode()
    assert PORTAL_CODE not in window(world, "unit_admin", world.other).get(HOME).content.decode()
    assert window(world, "specialist").get(HOME).status_code == 403
    assert Client().get(HOME).status_code == 302


def test_a_list_goes_on_by_keyset_and_counts(world: World) -> None:
    for n in range(65):
        held_line(world, f"H62.91-{n:04d}")
    client = window(world, "system_admin")
    seen: list[str] = []
    address = f"{HOME}?ds=held"
    while address:
        page = client.get(address)
        body = page.content.decode()
        seen += [f"H62.91-{n:04d}" for n in range(65) if f">H62.91-{n:04d}<" in body]
        start = body.find('rel="next" href="')
        address = HOME + body[start + 17 :].split('"')[0].replace("&amp;", "&") if start > 0 else ""
        assert body.count("ts-dossier-code") <= 30
    assert sorted(seen) == [f"H62.91-{n:04d}" for n in range(65)]
    assert "số định danh" in body
    found = client.get(f"{HOME}?ds=held&ma=h62.91-0007").content.decode()
    assert found.count("ts-dossier-code") == 1


def test_the_holder_corrects_on_the_page(world: World) -> None:
    with at(MONDAY):
        held = receive(package(world, form={}, filed_at="2026-11-20T08:00:00+07:00")).package
    client = window(world, "unit_admin")
    address = f"{HOME}goi/{held.pk}/"
    assert "filing.form.subject" in client.get(address).content.decode()
    sent = {"act": "retry", "sua.filing.form.subject": "Đề nghị xác nhận"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "căn cứ" in refused.content.decode()
    assert 'value="Đề nghị xác nhận"' in refused.content.decode()
    done = client.post(address, {**sent, "reason": "Đã gọi người nộp"}, follow=True)
    assert PORTAL_CODE in done.content.decode()
    assert Dossier.objects.get().data == {"subject": "Đề nghị xác nhận"}
    assert "filing.form" not in client.get(address).content.decode()


def test_the_holder_refuses_on_the_page_and_a_monitor_cannot(world: World) -> None:
    with at(MONDAY):
        held = receive(package(world, form={})).package
    address = f"{HOME}goi/{held.pk}/"
    watching = window(world, "monitor")
    assert "<textarea" not in watching.get(address).content.decode()
    watching.post(address, {"act": "refuse", "refused_because": "Không"})
    held.refresh_from_db()
    assert held.state == "quarantined"
    client = window(world, "unit_admin")
    assert client.post(address, {"act": "refuse", "refused_because": ""}).status_code == 422
    assert client.post(address, {"act": "refuse", "refused_because": "Thiếu nội dung"}).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.handling_reason) == ("refused", "Thiếu nội dung")


def test_many_are_sent_again_at_once(world: World) -> None:
    lines = [held_line(world, f"H62.91-{n:04d}") for n in range(3)]
    elsewhere = held_line(world, "H62.92-0001", agency_id=world.other.pk)
    client = window(world, "unit_admin")
    client.post(f"{HOME}gui-lai/", {"ds": "held", "line": [str(lines[0].pk), str(elsewhere.pk), "x"]})
    assert set(Outgoing.objects.filter(state="waiting").values_list("code", flat=True)) == {"H62.91-0000"}
    client.post(f"{HOME}gui-lai/", {"ds": "held", "everything": "1"})
    assert Outgoing.objects.filter(state="waiting").count() == 3
    assert (
        window(world, "monitor").post(f"{HOME}gui-lai/", {"ds": "held", "everything": "1"}).status_code == 403
    )
    elsewhere.refresh_from_db()
    assert elsewhere.state == "held"


def test_without_a_line_the_comparison_says_so(world: World) -> None:
    with at(MONDAY):
        receive(package(world))
    line = held_line(world, PORTAL_CODE, dossier_id=Dossier.objects.get().pk, state="sent", who="")
    page = window(world, "system_admin").get(f"{HOME}ho-so/{line.pk}/")
    assert page.status_code == 200
    assert "Cổng không trả lời" in page.content.decode()
    assert (
        "Mã lĩnh vực: Danh mục quốc gia không ghi mã này, Cổng cũng chưa cho mã nào của đúng tên này."
        in page.content.decode()
    )
    Outgoing.objects.filter(pk=line.pk).update(state="held", who="reception")
    for address in (f"{HOME}ho-so/{line.pk}/", f"{HOME}?ds=held"):
        body = window(world, "system_admin").get(address).content.decode()
        assert f"Bộ phận Một cửa nơi tiếp nhận ({world.desk.name})" in body
        assert "Ghi số định danh, hoặc số hộ chiếu" in body
        assert "Hạn xử lý" in body


@pytest.mark.parametrize(
    ("title", "granted", "code"),
    [("Giấy A", True, "KQ.1"), ("Giấy B", True, "KQ.2"), ("Giấy khác", True, ""), ("Từ chối", False, "KQ.3"),
     ("Giấy A", False, "KQ.3")],
)  # fmt: skip
def test_a_result_carries_the_code_of_its_own_paper(title: str, granted: bool, code: str) -> None:
    kinds = [
        SimpleNamespace(name="Giấy A", code="KQ.1", refusal=False),
        SimpleNamespace(name="Giấy B", code="KQ.2", refusal=False),
        SimpleNamespace(name="Thông báo từ chối", code="KQ.3", refusal=True),
    ]
    version = SimpleNamespace(content=SimpleNamespace(results=kinds))
    assert _result_code(version, SimpleNamespace(title=title, granted=granted)) == code  # type: ignore[arg-type]


def test_a_payment_in_quarantine_can_be_put_right(world: World) -> None:
    with at(MONDAY):
        receive(package(world, filed_at="2026-11-20T08:00:00+07:00"))
        wrong = receive(payment(amount=80_000)).package
    assert wrong.reason_code == "paid_too_much"
    client = window(world, "unit_admin")
    sent = {"act": "retry", "sua.payment.amount": "8000", "reason": "Theo sao kê"}
    client.post(f"{HOME}goi/{wrong.pk}/", sent)
    assert Package.objects.get(pk=wrong.pk).state == "done"
    assert Dossier.objects.get().payment == "paid"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("https://dichvucong.gov.vn/thu-tuc-hanh-chinh/1", True),
        ("https://dichvucong.gov.vn.vidu.vn/thu-tuc", False),
        ("http://dichvucong.gov.vn/thu-tuc", False),
        ("https://vinhphuc.vidu.vn/1", False),
        ("", False),
    ],
)
def test_the_portals_page_of_a_procedure_is_known_or_not(
    world: World, monkeypatch: pytest.MonkeyPatch, source: str, told: bool
) -> None:
    home = "https://dichvucong.gov.vn"
    monkeypatch.setattr("tinhso.government.portal.api.setting", lambda key: home)
    version = ProcedureVersion.objects.get(procedure__code=CODE)
    version.content = {**version.content, "source_url": source}
    version.save()
    forget_all()
    assert procedure_address(CODE) == (source if told else None)
    assert procedure_address("9.000000") is None


@pytest.mark.django_db
def test_the_head_of_a_desk_watches_what_the_desk_received_and_acts_on_none(world: World) -> None:
    dossier = filed(world)
    own = held_line(
        world, "H62.91-0101", dossier_id=dossier.pk, agency_id=world.other.pk, state="sent",
        holder_agency_id=None, differing=["MaHoSo"],
    )  # fmt: skip
    foreign = held_line(world, "H62.91-0102", agency_id=world.other.pk, state="sent", differing=["MaHoSo"],
                        holder_agency_id=None)  # fmt: skip
    head = window(world, "leader", world.desk)
    page = head.get(f"{HOME}?ds=differing").content.decode()
    assert own.code in page
    assert foreign.code not in page
    assert "gui-lai" not in page
    assert head.get(f"{HOME}ho-so/{foreign.pk}/").status_code == 404
    assert head.post(f"{HOME}gui-lai/", {"ds": "differing", "line": str(own.pk)}).status_code == 403


@pytest.mark.django_db
def test_who_continues_a_part_has_no_line_of_the_other_part() -> None:
    merged = boundary.Merged()
    got = numbered(merged.before, boundary.BEFORE)
    places = {"received_at": merged.district, "competent": merged.district, "holder_agency": merged.district}
    Dossier.objects.filter(pk=got.pk).update(**places)
    with at(boundary.BEFORE):
        facts = {"agency_id": merged.district.pk, "holder_agency_id": merged.district.pk}
        line = held_line(merged.before, got.code, dossier_id=got.pk, **facts)
    with at(boundary.AFTER):
        for role in ("leader", "unit_admin", "reception"):
            heir = officer(f"thua-ke-{role}", merged.new, role)
            assert outgoing_of(heir, line.pk) == line
            with pytest.raises(NotFound):
                outgoing_of(officer(f"noi-khac-{role}", merged.elsewhere, role), line.pk)
