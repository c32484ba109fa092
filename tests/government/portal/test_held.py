"""What is held has a holder, a deadline and a way out, and its holder opens exactly that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.world import CODE, MONDAY, World, numbered, officer
from tests.government.portal.test_intake import PORTAL_CODE, package
from tests.government.portal.test_pages import HOME, held_line, window
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.identity.models import Person
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at
from tinhso.government.catalogue.api import import_file
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal import snapshots
from tinhso.government.portal.actions import line
from tinhso.government.portal.actions.gather import gather
from tinhso.government.portal.actions.lost import ask_again, notice_lost, settle_lost
from tinhso.government.portal.actions.put_right import settle_line
from tinhso.government.portal.actions.send import send_due
from tinhso.government.portal.actions.take_in import receive
from tinhso.government.portal.contract import Codes, NotLetIn, Reply, Theirs, Unreachable, Verdict
from tinhso.government.portal.models import LostNumbers, Outgoing, Package, Progress, StreamNumber
from tinhso.government.portal.queries import waiting_for
from tinhso.government.portal.views.saying import said
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused
from tinhso.lib.ids import new_id
from tinhso.lib.side import count_of


class There:
    """The other side of the line, in memory: takes everything, or answers nothing."""

    def __init__(self, down: Unreachable | None = None) -> None:
        self.down = down
        self.records: dict[str, Mapping[str, Any]] = {}
        self.rows: list[Mapping[str, Any]] = []
        self.calls = 0

    def _knock(self) -> None:
        self.calls += 1
        if self.down is not None:
            raise self.down

    def procedure(self, code: str) -> Codes | None:
        self._knock()
        return Codes(papers={"giấy tờ chứng minh": "MP-GT"}, fields={"lĩnh vực thử": "MP-LV"})

    def put(self, record: Mapping[str, Any], *, update: bool) -> Reply:
        self._knock()
        self.records[str(record["MaHoSo"])] = record
        return Reply(Verdict.DONE)

    def tell(self, rows: Sequence[Mapping[str, Any]]) -> Reply:
        self._knock()
        self.rows += rows
        return Reply(Verdict.DONE)

    def look_up(self, code: str) -> Theirs | None:
        self._knock()
        return None

    def fetch(self, reference: str) -> bytes:
        self._knock()
        return b""


@pytest.fixture(autouse=True)
def connected(settings: Any) -> None:
    settings.TINHSO_PORTAL_URL = "http://127.0.0.1:9"


def at_the_counter(world: World, number: str = "") -> Dossier:
    owner = dossiers.PartyInput(role="owner", name="John Example", citizen_id=number)
    filing = dossiers.CounterFiling(
        procedure_code=CODE, parties=(owner,), data={"subject": "Tại quầy"}, unit_code=world.unit.code
    )
    return dossiers.receive_at_counter(world.reception, filing).dossier


def held(world: World) -> Outgoing:
    with at(MONDAY):
        dossier = at_the_counter(world)
        gather()
        send_due(over=There())
    return Outgoing.objects.get(dossier_id=dossier.pk)


@pytest.mark.django_db(transaction=True)
def test_what_is_held_has_the_desk_as_holder_and_a_deadline_in_working_hours(world: World) -> None:
    row = held(world)
    assert (row.state, row.reason_code, row.who) == ("held", "owner_without_number", "reception")
    assert row.holder_agency_id == world.desk.pk
    assert (row.held_at, row.deadline) == (MONDAY, MONDAY + timedelta(days=1))
    # Trying again gives nobody more time.
    with at(MONDAY + timedelta(hours=2)):
        Outgoing.objects.update(state="waiting", next_try_at=MONDAY)
        send_due(over=There())
    row.refresh_from_db()
    assert (row.state, row.deadline) == ("held", MONDAY + timedelta(days=1))
    with at(MONDAY + timedelta(hours=2)):
        assert waiting_for(world.reception) == (1, False)
        for other in ("specialist", "leader", "outsider"):
            assert waiting_for(getattr(world, other)) == (0, False)
        assert waiting_for(world.monitor) == (1, False)
        assert waiting_for(officer("qt-xa", world.committee, "unit_admin")) == (0, False)
    with at(MONDAY + timedelta(days=2)):
        assert count_of("portal", world.reception) == (1, True)


@pytest.mark.django_db(transaction=True)
def test_the_desk_opens_what_it_holds_and_nothing_else_and_puts_it_right(world: World) -> None:
    row = held(world)
    elsewhere = held_line(world, "H62.92-0001", holder_agency_id=world.other.pk)
    office = held_line(world, "H62.91-0002", who="unit_admin", reason_code="person_too_long")
    desk = window(world, "reception", world.desk)
    page = desk.get(HOME).content.decode()
    assert row.code in page
    assert elsewhere.code not in page
    assert office.code not in page
    assert "Gói cách ly" not in page
    assert "Chờ gửi Cổng quốc gia" in page
    for other in (elsewhere, office):
        assert desk.get(f"{HOME}ho-so/{other.pk}/").status_code == 404
        assert (
            desk.post(f"{HOME}ho-so/{other.pk}/xu-ly/", {"act": "settle", "settled": "x"}).status_code == 404
        )
    odd = Package.objects.create(digest="0" * 64, arrived_at=MONDAY, holder_agency=world.desk)
    assert desk.get(f"{HOME}goi/{odd.pk}/").status_code == 404
    for address in ("so-sanh/", "thu-ngay/"):
        assert desk.post(f"{HOME}{address}").status_code == 403
    address = f"{HOME}ho-so/{row.pk}/xu-ly/"
    sent = {"act": "correct", "passport": "c 1234567", "citizen_id": ""}
    bare = desk.post(address, sent)
    assert bare.status_code == 422
    assert "căn cứ" in bare.content.decode()
    assert 'value="c 1234567"' in bare.content.decode()
    assert desk.post(address, {**sent, "passport": "<b>"}).status_code == 422
    assert desk.post(address, {**sent, "reason": "Đã xem hộ chiếu"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "waiting"
    there = There()
    with at(MONDAY + timedelta(days=3)):
        gather()
        assert send_due(over=there).sent == 1
    record = there.records[row.code]
    assert (record["SoGiayToChuHoSo"], record["DinhDanhCHS"], record["MaLinhVuc"]) == (
        "C1234567",
        [],
        "MP-LV",
    )
    row.refresh_from_db()
    assert (row.state, row.deadline, row.holder_agency_id) == ("sent", None, None)
    # The number is shown to nobody who compares both sides.
    assert said("SoGiayToChuHoSo", "C1234567") == "*" * 8
    # It is none of the desk's any more.
    assert desk.get(f"{HOME}ho-so/{row.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_every_act_tells_when_its_step_began_and_was_due(world: World) -> None:
    there = There()
    with at(MONDAY):
        dossier = at_the_counter(world, "026190000001")
    with at(MONDAY + timedelta(hours=1)):
        work = dossier.steps.get(key="appraise")
        dossiers.complete_step(world.specialist, work.pk, outcome="fit")
        gather()
        kept = list(Progress.objects.order_by("sequence").values_list("verb", "opened_at", "due_at"))
        # Gathered before steps were kept and not sent yet: the same is found.
        Progress.objects.update(opened_at=None, due_at=None)
        send_due(over=there)
    assert list(Progress.objects.order_by("sequence").values_list("verb", "opened_at", "due_at")) == kept
    told = [(row["NoiDungXuLy"], row["NgayBatDau"], row["NgayKetThucTheoQuyDinh"]) for row in there.rows]
    assert all(begun and due for _words, begun, due in told), told
    done = next(row for row in there.rows if row["NoiDungXuLy"] == "Hoàn thành bước xử lý")
    assert (done["NgayBatDau"], done["ThoiDiemXuLy"]) == ("20261123080000", "20261123090000")
    row = Progress.objects.get(verb="complete_step")
    assert row.due_at == work.due_at
    # Put off afterwards, the step of an act that was told stays as it was told.
    dossier.steps.update(due_at=MONDAY + timedelta(days=9))
    row.refresh_from_db()
    assert row.due_at == work.due_at


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_sent_is_settled_with_who_when_and_why(world: World) -> None:
    row = held(world)
    admin = window(world, "system_admin", world.other)
    address = f"{HOME}ho-so/{row.pk}/xu-ly/"
    assert admin.post(address, {"act": "settle", "settled": " "}).status_code == 422
    assert window(world, "monitor").post(address, {"act": "settle", "settled": "x"}).status_code == 403
    why = "Đã báo Cổng bằng công văn 12/UBND"
    assert admin.post(address, {"act": "settle", "settled": why}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.settled_reason, row.deadline) == ("settled", why, None)
    assert row.settled_by_id is not None
    assert history(Subject("portal_outgoing", row.pk))[-1].verb == "portal.settled"
    assert why in admin.get(f"{HOME}ho-so/{row.pk}/").content.decode()
    assert why in admin.get(f"{HOME}?ds=settled").content.decode()
    assert admin.post(address, {"act": "settle", "settled": why}).status_code == 422
    # The next act is looked at anew: the portal does not know of it.
    with at(MONDAY + timedelta(days=1)):
        dossiers.complete_step(
            world.specialist,
            Dossier.objects.get(pk=row.dossier_id).steps.get(key="appraise").pk,
            outcome="fit",
        )
        gather()
        send_due(over=There())
    row.refresh_from_db()
    assert (row.state, row.deadline) == ("held", MONDAY + timedelta(days=2))


@pytest.mark.django_db(transaction=True)
def test_an_act_that_was_settled_holds_up_no_later_one(world: World) -> None:
    there = There()
    Person.objects.filter(account_id=world.specialist.account_id).update(name="Nguyễn " * 10)
    with at(MONDAY):
        dossier = at_the_counter(world, "026190000001")
    with at(MONDAY + timedelta(hours=1)):
        dossiers.complete_step(world.specialist, dossier.steps.get(key="appraise").pk, outcome="fit")
        gather()
        send_due(over=there)
        row = Outgoing.objects.get()
        assert (row.state, row.reason_code, row.who) == ("held", "person_too_long", "unit_admin")
        assert row.holder_agency_id == world.committee.pk
        office = officer("qt-xa", world.committee, "unit_admin")
        assert waiting_for(office) == (1, False)
        settle_line(office, row.pk, reason="Đã báo bằng công văn")
    with at(MONDAY + timedelta(hours=2)):
        dossiers.approve(world.leader, dossier.steps.get(key="approve").pk)
        gather()
        send_due(over=there)
        send_due(over=there)
    row.refresh_from_db()
    assert (row.state, row.settled_reason) == ("sent", "Đã báo bằng công văn")
    # The one that the contract cannot carry was never told, neither then nor now.
    assert not any(told["NguoiXuLy"].startswith("Nguyễn Nguyễn") for told in there.rows)
    assert Progress.objects.filter(sent_at=None).count() == 1


def test_a_portal_that_is_down_is_knocked_at_by_one_and_all_go_on_when_it_answers(world: World) -> None:
    for n in range(20):
        held_line(world, f"H62.91-{n:04d}", state="waiting", next_try_at=MONDAY, who="")
    down = There(Unreachable("ConnectError", uncertain=False))
    with at(MONDAY):
        Outgoing.objects.update(uncertain=True)
        assert send_due(over=down).failed == 3
        assert down.calls == 3
        assert send_due(over=down).failed == 0
        page = window(world, "system_admin").get(HOME).content.decode()
    assert "Cổng không trả lời từ" in page
    assert "20 hồ sơ" in page
    with at(MONDAY + timedelta(minutes=1)):
        assert send_due(over=down).failed == 3
        standing = line.standing()
    assert (standing.down_since, standing.tries) == (MONDAY, 2)
    assert Outgoing.objects.filter(state="held").count() == 0
    with at(MONDAY + timedelta(hours=6)):
        line.answered()
        assert not line.rests()
        assert not Outgoing.objects.filter(next_try_at__gt=MONDAY + timedelta(hours=6)).exists()


def test_a_refused_log_in_is_not_tried_again_by_itself_for_an_hour(world: World) -> None:
    with at(MONDAY):
        receive(package(world))
    for n in range(4):
        held_line(world, f"H62.91-{n:04d}", state="waiting", next_try_at=MONDAY, who="", uncertain=True)
    held_line(world, PORTAL_CODE, state="waiting", next_try_at=MONDAY, dossier_id=Dossier.objects.get().pk)
    refused = There(NotLetIn("log-in refused: 9", uncertain=False))
    with at(MONDAY):
        send_due(over=refused)
        assert refused.calls == 1
        page = window(world, "system_admin")
        assert "Cổng từ chối đăng nhập" in page.get(HOME).content.decode()
    with at(MONDAY + timedelta(minutes=59)):
        send_due(over=refused)
        assert refused.calls == 1
        # A page does not knock either, until the administrator says so.
        row = Outgoing.objects.get(code=PORTAL_CODE)
        assert "Cổng không trả lời" in page.get(f"{HOME}ho-so/{row.pk}/").content.decode()
        assert page.post(f"{HOME}thu-ngay/").status_code == 302
        send_due(over=refused)
    assert refused.calls == 2


def test_a_number_that_never_came_is_the_administrators_until_it_came_or_was_settled(world: World) -> None:
    odd = Package.objects.create(digest="0" * 64, arrived_at=MONDAY)
    admin = officer("qt", world.other, "system_admin")

    def came(*numbers: int) -> None:
        StreamNumber.objects.bulk_create([StreamNumber(number=n, package=odd) for n in numbers])

    def runs() -> set[tuple[int, int]]:
        return set(LostNumbers.objects.filter(state="open").values_list("first", "last"))

    came(2, 6, 9)
    with at(MONDAY):
        assert notice_lost() == 3
        assert notice_lost() == 3
    assert runs() == {(1, 1), (3, 5), (7, 8)}
    first = LostNumbers.objects.get(first=3)
    assert first.deadline == MONDAY + timedelta(days=1)
    with at(MONDAY + timedelta(hours=1)):
        ask_again(admin, first.pk, note="Đã gọi trực Cổng")
        came(4, 7, 8)
        assert notice_lost() == 3
    assert runs() == {(1, 1), (3, 3), (5, 5)}
    # What is left of a run keeps its deadline and what was asked; what came is ended by itself.
    rest = LostNumbers.objects.get(first=5)
    assert (rest.deadline, rest.asked_note) == (first.deadline, "Đã gọi trực Cổng")
    assert LostNumbers.objects.get(first=7).state == "arrived"
    with at(MONDAY + timedelta(hours=1)):
        assert waiting_for(admin) == (3, False)
    client = window(world, "system_admin", world.other)
    assert client.get(f"{HOME}?ds=lost").content.decode().count("ts-due ts-due--") == 3
    assert window(world, "unit_admin").get(f"{HOME}?ds=lost").status_code == 200
    there = f"{HOME}so-chua-den/{rest.pk}/"
    assert window(world, "unit_admin").post(there, {"act": "settle", "reason-1": "x"}).status_code == 403
    client.post(there, {"act": "settle", "reason-1": "Cổng xác nhận số này không dùng"})
    rest.refresh_from_db()
    assert (rest.state, rest.ended_by_id is not None) == ("settled", True)
    with at(MONDAY + timedelta(hours=2)):
        assert notice_lost() == 2
    with pytest.raises(Conflict):
        settle_lost(admin, rest.pk, reason="Nữa")
    with pytest.raises(Refused):
        settle_lost(admin, first.pk, reason=" ")
    with pytest.raises(Forbidden):
        ask_again(world.reception, first.pk, note="x")


def test_a_number_out_of_all_bounds_is_one_run_and_hides_no_other(world: World) -> None:
    odd = Package.objects.create(digest="0" * 64, arrived_at=MONDAY)
    StreamNumber.objects.bulk_create([StreamNumber(number=n, package=odd) for n in (1, 3, 2**61)])
    with at(MONDAY):
        assert notice_lost() == 2
    page = window(world, "system_admin").get(f"{HOME}?ds=lost")
    assert page.status_code == 200
    assert Client().get(f"{HOME}?ds=lost").status_code == 302
    assert LostNumbers.objects.filter(pk=new_id()).count() == 0


MARKUP = '"><script>alert(1)</script><!-- {{ 7*7 }} =cmd|'


@pytest.mark.django_db(transaction=True)
def test_texts_from_elsewhere_stay_texts_on_every_page(world: World) -> None:
    """What the portal answered, what a package says, what an officer wrote: none of it becomes markup."""
    with at(MONDAY):
        odd = receive({**package(world), "portal_code": MARKUP[:60], "kind": MARKUP}).package
        row = held_line(
            world, PORTAL_CODE, reason_code="portal_refused", who="system_admin", reason_detail=MARKUP,
            holder_agency_id=None, dossier_id=None, package_id=odd.pk,
        )  # fmt: skip
        settled = held_line(
            world,
            "H62.91-0009",
            state="settled",
            settled_reason=MARKUP,
            settled_at=MONDAY,
            dossier_id=new_id(),
        )
        lost = LostNumbers.objects.create(
            first=1, last=2, noticed_at=MONDAY, deadline=MONDAY, asked_at=MONDAY, asked_note=MARKUP
        )
    client = window(world, "system_admin")
    pages = [f"?ds={name}" for name in ("quarantined", "held", "settled", "lost")]
    for address in (*pages, f"goi/{odd.pk}/", f"ho-so/{row.pk}/"):
        body = client.get(HOME + address).content.decode()
        assert "<script>alert" not in body, address
        assert "49 =cmd" not in body
    assert "&lt;script&gt;" in client.get(f"{HOME}?ds=settled").content.decode()
    assert settled.state == "settled"
    assert lost.state == "open"


def test_a_package_without_end_is_not_read(world: World, settings: Any) -> None:
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Cổng lớn"), ["portal:intake"])
    answer = Client().post(
        "/api/v1/portal/packages",
        "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 413
    assert not Package.objects.exists()


def test_a_result_without_code_has_that_of_the_imported_catalogue(world: World, tmp_path: Path) -> None:
    dossier = numbered(world)
    assert snapshots.of_dossier(dossier.pk).results[0].code == ""
    papers = [
        {"name": f" {dossier.result.title}.", "code": "KQ.MP.000001"},
        {"name": "Khác", "code": "KQ.MP.000002"},
    ]
    file = tmp_path / "danh-muc.jsonl"
    file.write_text(json.dumps({"code": CODE, "name": "Thử", "results": papers}), encoding="utf-8")
    import_file(Actor.system("test"), file)
    assert snapshots.of_dossier(dossier.pk).results[0].code == "KQ.MP.000001"
