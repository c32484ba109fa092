"""Packages of the portal: taken once, in whatever order, and held with a holder when something is wrong."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.test import Client

from tests.foundation.files.samples import pdf
from tests.government.dossiers.world import CODE, MONDAY, World, officer
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, calendar
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal.actions.lost import notice_lost
from tinhso.government.portal.actions.settle import refuse_package, retry
from tinhso.government.portal.actions.take_in import attempt, forget_refused, receive, take_in_due
from tinhso.government.portal.contract import Unreachable
from tinhso.government.portal.contrib import mc2020
from tinhso.government.portal.models import LostNumbers, Origin, Outgoing, Package, StreamNumber
from tinhso.government.portal.snapshots import of_act
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

PORTAL_CODE = "G22.MP-261123-000001"


def package(world: World, number: int = 1, **changes: Any) -> dict[str, Any]:
    """A good filing of Monday at eight."""
    filing = {
        "procedure_code": CODE,
        "unit_code": world.unit.code,
        "filed_at": MONDAY.isoformat(),
        "form": {"subject": "Đề nghị xác nhận"},
        "owner": {"name": "Nguyễn Thị Ví Dụ", "citizen_id": "026190000001", "phone": "0911000001", "verified": True},
        "tech_id": "MP-0001",
        "identity_level": "LoA2",
        **changes,
    }  # fmt: skip
    return {"portal_code": PORTAL_CODE, "sequence": number, "kind": "filing", "filing": filing}


def attached(content: bytes, sha256: str = "") -> dict[str, Any]:
    return {
        "component": "giay-to",
        "name": "giay.pdf",
        "sha256": sha256 or hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    }


def payment(number: int = 2, amount: int = 8000, receipt: str = "GD-1") -> dict[str, Any]:
    body = {"amount": amount, "receipt": receipt, "paid_at": (MONDAY + timedelta(hours=2)).isoformat()}
    return {"portal_code": PORTAL_CODE, "sequence": number, "kind": "payment", "payment": body}


def test_a_filing_keeps_its_code_and_its_clock_runs_from_the_portal(world: World) -> None:
    with at(MONDAY + timedelta(hours=3)):
        made = receive(package(world, files=[attached(pdf())]))
    assert (made.package.state, made.again) == ("done", False)
    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.portal_code, dossier.state) == (PORTAL_CODE, PORTAL_CODE, 1)
    assert dossier.filed_at == MONDAY
    assert dossier.reception_due == calendar().add_hours(MONDAY, 8)
    assert dossier.transferred_at == MONDAY + timedelta(hours=3)
    assert (dossier.received_at_id, dossier.competent_id) == (world.desk.id, world.committee.id)
    assert dossier.account_id == world.resident.account_id
    assert dossier.files.get().file.state == "ok"
    origin = Origin.objects.get()
    assert (origin.tech_id, origin.proven) == ("MP-0001", True)
    assert made.package.content == {}
    # Nothing of the person is in the log.
    told = json.dumps([e.facts for e in history(Subject("portal_package", made.package.pk))])
    assert "026190000001" not in told
    assert [e.verb for e in history(Subject("portal_package", made.package.pk))] == [
        "portal.arrived",
        "portal.taken_in",
    ]


def test_the_same_package_again_is_the_same_dossier(world: World) -> None:
    with at(MONDAY):
        first = receive(package(world, 1))
        again = receive(package(world, 7))
    assert (again.again, again.package.pk, again.package.seen) == (True, first.package.pk, 2)
    assert Dossier.objects.count() == 1
    assert StreamNumber.objects.count() == 2
    with at(MONDAY):
        assert notice_lost() == 1
    assert LostNumbers.objects.values_list("first", "last").get() == (2, 6)


def test_the_same_code_with_other_content_is_held(world: World) -> None:
    with at(MONDAY):
        receive(package(world))
        other = receive(package(world, 2, form={"subject": "Khác"})).package
    assert (other.state, other.reason_code, other.holder_role) == (
        "quarantined",
        "content_differs",
        "system_admin",
    )
    assert Dossier.objects.get().data == {"subject": "Đề nghị xác nhận"}


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"procedure_code": "9.000000"}, "procedure_not_found", "system_admin"),
    ({"form": {}}, "invalid_content", "unit_admin"),
    ({"owner": {}}, "owner_missing", "system_admin"),
    ({"owner": {"name": "Lê Thị Thử", "citizen_id": "12"}}, "invalid_content", "unit_admin"),
    ({"filed_at": "hôm qua"}, "unreadable", "system_admin"),
    ({"filed_at": "2026-11-23T08:00:00"}, "unreadable", "system_admin"),
    ({"filed_at": "2026-11-24T08:00:00+07:00"}, "filed_in_future", "system_admin"),
    ({"files": [attached(pdf(), "0" * 64)]}, "wrong_hash", "system_admin"),
    ({"files": [attached(b"%PDF-1.4 cut off")]}, "file_unreadable", "unit_admin"),
    ({"delivery": "drone"}, "delivery_unknown", "unit_admin"),
    ({"payments": [{"amount": 9000, "receipt": "A", "paid_at": MONDAY.isoformat()}]}, "paid_too_much", "unit_admin"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "role"), FAULTS, ids=[code for _c, code, _r in FAULTS])
def test_a_faulty_package_is_held_with_reason_holder_and_deadline(
    world: World, change: dict[str, Any], code: str, role: str
) -> None:
    with at(MONDAY):
        held = receive(package(world, **change)).package
    assert (held.state, held.reason_code, held.holder_role) == ("quarantined", code, role)
    assert held.faults
    assert all(fault["message"] for fault in held.faults)
    assert held.deadline == calendar().add_hours(MONDAY, 8)
    assert held.content["filing"]
    assert not Dossier.objects.exists()
    if role == "unit_admin":
        assert held.holder_agency_id == world.committee.id


def test_a_faulty_package_is_owed_an_answer_from_its_filing_not_its_arrival(world: World) -> None:
    late = {**package(world, form={}, filed_at=MONDAY.isoformat())}
    with at(MONDAY + timedelta(days=3)):
        assert receive(late).package.deadline == calendar().add_hours(MONDAY, 8)


def test_an_unknown_unit_is_held(world: World) -> None:
    with at(MONDAY):
        held = receive(package(world, unit_code="99999")).package
    assert (held.state, held.holder_role) == ("quarantined", "system_admin")
    assert held.faults[0]["field"] == "unit_code"


@pytest.mark.parametrize(
    "content", [{}, {"unreadable": "x"}, {"portal_code": 5, "kind": []}, {"kind": "filing"}]
)
def test_what_is_no_package_is_kept_too(world: World, content: dict[str, Any]) -> None:
    held = receive(content).package
    assert (held.state, held.reason_code) == ("quarantined", "unreadable")


def test_a_code_that_is_somebody_elses_is_held(world: World) -> None:
    with at(MONDAY):
        receive(package(world))
        Dossier.objects.update(portal_code="", transferred_at=None)
        Package.objects.all().delete()
        held = receive(package(world, 2, form={"subject": "Khác"})).package
    assert held.reason_code == "portal_code_taken"


def test_a_payment_before_its_prepaid_dossier_waits_and_starts_the_clock(world: World) -> None:
    with at(MONDAY + timedelta(hours=3)):
        early = receive(payment()).package
        assert (early.state, early.reason_code) == ("waiting", "dossier_first")
        made = receive(package(world, prepaid=True)).package
    assert made.state == "done"
    dossier = Dossier.objects.get()
    assert dossier.reception_due == calendar().add_hours(MONDAY + timedelta(hours=2), 8)
    assert (dossier.payment, dossier.fees.get().method, dossier.fees.get().paid) == ("paid", "portal", 8000)
    early.refresh_from_db()
    assert (early.state, early.dossier_code) == ("done", PORTAL_CODE)


def test_a_payment_from_the_future_gives_nobody_more_time(world: World) -> None:
    with at(MONDAY + timedelta(hours=1)):
        receive(payment())
        receive(package(world, prepaid=True))
    assert Dossier.objects.get().reception_due == calendar().add_hours(MONDAY + timedelta(hours=1), 8)


def test_a_prepaid_dossier_waits_for_its_payment(world: World) -> None:
    with at(MONDAY + timedelta(hours=3)):
        waiting = receive(package(world, prepaid=True)).package
        assert (waiting.state, waiting.reason_code) == ("waiting", "payment_first")
        assert not Dossier.objects.exists()
        paid = receive(payment()).package
    waiting.refresh_from_db()
    assert (waiting.state, paid.state) == ("done", "done")
    assert Dossier.objects.get().payment == "paid"


def test_a_payment_twice_is_recorded_once(world: World) -> None:
    with at(MONDAY + timedelta(hours=3)):
        receive(package(world))
        assert receive(payment(2)).package.state == "done"
        assert receive(payment(3)).again
        other = receive(payment(4, receipt="GD-2")).package
    assert (other.state, other.reason_code) == ("quarantined", "fee_unknown")
    assert Dossier.objects.get().fees.get().paid == 8000


def test_what_never_gets_its_dossier_becomes_somebodys_business(world: World) -> None:
    with at(MONDAY):
        early = receive(payment()).package
    with at(MONDAY + timedelta(hours=25)):
        assert take_in_due() == 0
    early.refresh_from_db()
    assert (early.state, early.reason_code, early.holder_role) == (
        "quarantined",
        "dossier_first",
        "system_admin",
    )


def answer(request: str, number: int = 5) -> dict[str, Any]:
    body = {
        "request": request,
        "answered_at": (MONDAY + timedelta(hours=5)).isoformat(),
        "files": [attached(pdf())],
        "note": "Gửi bổ sung",
    }
    return {"portal_code": PORTAL_CODE, "sequence": number, "kind": "supplement", "supplement": body}


def test_an_answer_goes_to_the_request_it_names(world: World) -> None:
    with at(MONDAY):
        receive(package(world))
        dossier = Dossier.objects.get()
        missing = [dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Bản rõ hơn")]
        request = dossiers.request_supplement(world.reception, dossier.pk, items=missing, reason="Mờ")
    # The answer is of hour five there and reaches us at hour seven: the clock knows the fifth.
    with at(MONDAY + timedelta(hours=7)):
        stray = receive(answer("0190c7a4-0000-7000-8000-000000000000", 4)).package
        good = receive(answer(str(request.pk))).package
        again = receive(answer(str(request.pk), 6))
    assert (stray.reason_code, stray.holder_role, stray.holder_agency_id) == (
        "nothing_asked",
        "unit_admin",
        world.committee.id,
    )
    assert (good.state, again.again) == ("done", True)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.files.count()) == (1, 1)
    assert dossier.reception_due == calendar().add_hours(MONDAY + timedelta(hours=5), 8)


def test_a_withdrawal(world: World) -> None:
    body = {"at": MONDAY.isoformat(), "reason": "Không cần nữa"}
    with at(MONDAY):
        receive(package(world))
        done = receive({"portal_code": PORTAL_CODE, "sequence": 2, "kind": "withdrawal", "withdrawal": body})
    assert done.package.state == "done"
    assert Dossier.objects.get().state == 7


def test_the_holder_corrects_with_a_reason_and_the_original_stays(world: World) -> None:
    admin = officer("quan-tri", world.committee, "unit_admin")
    with at(MONDAY):
        held = receive(package(world, form={})).package
        fields = {"filing.form.subject": "Đề nghị xác nhận"}
        with pytest.raises(Refused, match="căn cứ"):
            retry(admin, held.pk, corrections=fields)
        done = retry(admin, held.pk, corrections=fields, reason="Đã gọi người nộp")
    assert done.state == "done"
    assert Dossier.objects.get().data == {"subject": "Đề nghị xác nhận"}
    verbs = [e.verb for e in history(Subject("portal_package", held.pk)) if e.outcome == "done"]
    assert verbs == ["portal.arrived", "portal.quarantined", "portal.corrected", "portal.taken_in"]
    with pytest.raises(Conflict):
        retry(admin, held.pk)


def test_a_corrected_package_of_the_portal_takes_the_place_of_the_faulty_one(world: World) -> None:
    with at(MONDAY):
        faulty = receive(package(world, form={})).package
        good = receive(package(world, 2)).package
    faulty.refresh_from_db()
    assert (faulty.state, good.state) == ("replaced", "done")


def test_a_refusal_has_a_reason_and_leaves_for_the_portal(world: World) -> None:
    admin = officer("quan-tri", world.committee, "unit_admin")
    with at(MONDAY):
        held = receive(package(world, form={})).package
        with pytest.raises(Refused):
            refuse_package(admin, held.pk, reason=" ")
        refuse_package(admin, held.pk, reason="Không có nội dung đề nghị")
    with at(MONDAY + timedelta(days=89)):
        assert forget_refused() == 0
    with at(MONDAY + timedelta(days=91)):
        assert forget_refused() == 1
    assert Package.objects.get().content == {}
    line = Outgoing.objects.get()
    assert (line.code, line.state, line.dossier_id) == (PORTAL_CODE, "waiting", None)
    assert line.progress.get().after == 3


def test_who_sent_something_later_that_is_refused_reads_why(world: World) -> None:
    """The person acts on the portal: what we could not take is told there, the dossier's state as it is."""
    admin = officer("quan-tri", world.committee, "unit_admin")
    with at(MONDAY):
        receive(package(world))
        stray = receive(answer("0190c7a4-0000-7000-8000-000000000000", 4)).package
        refuse_package(admin, stray.pk, reason="Hồ sơ không có yêu cầu bổ sung nào đang mở")
        line = Outgoing.objects.get()
        (told,) = [of_act(row) for row in line.progress.all()]
        odd = receive({**answer("x", 5), "kind": "package"}).package
        Package.objects.filter(pk=odd.pk).update(holder_agency=world.committee.id)
        refuse_package(admin, odd.pk, reason="Không rõ muốn gì")
    assert of_act(line.progress.get(package=odd)).content == "Không nhận nội dung gửi thêm: Không rõ muốn gì"
    assert (line.dossier_id, line.state) == (Dossier.objects.get().pk, "waiting")
    assert told.content == "Không nhận nội dung bổ sung: Hồ sơ không có yêu cầu bổ sung nào đang mở"
    assert (told.state, told.person) == (1, "Cán bộ quan-tri")
    with at(MONDAY):
        early = receive({**answer("x", 9), "portal_code": "G22.MP-261123-000009"}).package
        Package.objects.filter(pk=early.pk).update(
            state="quarantined",
            reason_code="dossier_first",
            holder_role="unit_admin",
            holder_agency=world.committee.id,
        )
        refuse_package(admin, early.pk, reason="Không có hồ sơ nào mang mã này")
    assert Outgoing.objects.count() == 1


def test_only_the_holder_and_the_administrators_act(world: World) -> None:
    other = officer("noi-khac", world.other, "unit_admin")
    watcher = officer("theo-doi", world.committee, "monitor")
    with at(MONDAY):
        held = receive(package(world, form={})).package
    with pytest.raises(NotFound):
        retry(other, held.pk)
    with pytest.raises(Forbidden):
        retry(watcher, held.pk)
    with pytest.raises(Forbidden):
        refuse_package(world.specialist, held.pk, reason="Không")
    held.refresh_from_db()
    assert held.state == "quarantined"


def test_the_door_for_the_portal(world: World) -> None:
    system = Actor.system("test")
    client = create_client(system, "Cổng")
    good = issue_token(system, client, ["portal:intake"])
    wrong = issue_token(system, client, ["dossiers:file"])
    body = deepcopy(package(world, filed_at="2026-11-20T08:00:00+07:00"))

    def push(token: str, raw: str) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        return Client().post("/api/v1/portal/packages", raw, content_type="application/json", headers=headers)

    assert push("", json.dumps(body)).status_code == 401
    assert push(wrong, json.dumps(body)).status_code == 403
    first = push(good, json.dumps(body))
    assert (first.status_code, first.json()["state"]) == (201, "done")
    assert push(good, json.dumps(body)).status_code == 200
    for raw in ("không phải JSON", "[1]", '{"portal_code": "\\u0000"}', '{"a": "\\ud800"}', "{" * 2000):
        told = push(good, raw)
        assert (told.status_code, told.json()["state"]) == (202, "quarantined"), raw[:20]
    emoji = json.dumps({**body, "filing": {**body["filing"], "summary": "Giấy 😀"}})
    assert push(good, emoji).json()["reason"] == "content_differs"


def test_nothing_that_is_pushed_is_lost_or_holds_up_the_rest(world: World, monkeypatch: Any) -> None:
    """Whatever stands in a body, it is answered and kept; where the platform stumbles, the next one is tried."""
    system = Actor.system("test")
    token = issue_token(system, create_client(system, "Cổng"), ["portal:intake"])
    body = json.dumps(package(world, filed_at="2026-11-20T08:00:00+07:00"))
    deep = '{"a":' * 700 + "1" + "}" * 700
    odd = (
        body.replace('"sequence": 1', '"x": NaN'),
        body.replace('"sequence": 1', '"sequence": 1e999'),
        body.replace('"sequence": 1', f'"x": {deep}'),
        body.replace("2026-11-20T08:00:00+07:00", "0001-01-01T00:00:00+14:00"),
        body.replace(PORTAL_CODE, "G22.MP 2\\n026190000001"),
    )
    headers = {"Authorization": f"Bearer {token}"}
    for raw in odd:
        told = Client().post("/api/v1/portal/packages", raw, content_type="application/json", headers=headers)
        assert (told.status_code, told.json()["state"]) == (202, "quarantined"), raw[:60]
    with at(MONDAY):
        first = receive(payment()).package
        second = receive({**payment(), "portal_code": f"{PORTAL_CODE}9"}).package
    tried: list[Any] = []

    def stumble(package_id: Any, **_how: Any) -> Any:
        tried.append(package_id)
        raise RecursionError

    monkeypatch.setattr("tinhso.government.portal.actions.take_in.attempt", stumble)
    with at(MONDAY + timedelta(hours=1)):
        assert take_in_due() == 0
    assert set(tried) == {first.pk, second.pk}
    assert set(Package.objects.filter(pk__in=tried).values_list("state", "reason_code")) == {
        ("waiting", "stumbled")
    }


def test_a_number_typed_over_the_portals_is_not_proven_by_it(world: World) -> None:
    """Else a holder could put a faulty filing into the account of whomever they name."""
    admin = officer("quan-tri", world.committee, "unit_admin")
    owner = {"name": "Nguyễn Thị Ví Dụ", "citizen_id": "02619000001", "verified": True}
    with at(MONDAY + timedelta(hours=1)):
        held = receive(package(world, owner=owner)).package
        assert held.state == "quarantined"
        typed = {"filing.owner.citizen_id": "026190000001"}
        assert retry(admin, held.pk, corrections=typed, reason="Đã gọi người nộp").state == "done"
    dossier = Dossier.objects.get()
    assert dossier.account_id is None
    assert not dossier.parties.get(role="owner").verified
    assert not Origin.objects.get().proven


@pytest.mark.parametrize("owner", ["Nguyễn Thị Ví Dụ", ["Nguyễn Thị Ví Dụ"], 7, None])
def test_a_correction_takes_the_place_of_what_is_no_object(world: World, owner: Any) -> None:
    admin = officer("quan-tri", world.committee, "system_admin")
    with at(MONDAY + timedelta(hours=1)):
        held = receive(package(world, owner=owner)).package
        fixed = retry(
            admin, held.pk, corrections={"filing.owner.name": "Nguyễn Thị Ví Dụ"}, reason="Đã gọi người nộp"
        )
    assert fixed.state == "done"


@pytest.mark.parametrize("reference", ["..", ".", "../x", "a/b", "http://x", "%2e%2e", ".an", ""])
def test_a_file_is_named_plainly_or_not_at_all(reference: str) -> None:
    from tinhso.government.portal.contrib.push import Push
    from tinhso.government.portal.rules.arrivals import Unreadable

    row = {"component": "a", "name": "a.pdf", "sha256": "0" * 64, "reference": reference}
    said = {
        "portal_code": PORTAL_CODE,
        "kind": "supplement",
        "supplement": {"request": "1", "answered_at": MONDAY.isoformat(), "files": [row]},
    }
    with pytest.raises(Unreadable):
        Push().read(said)
    row["reference"] = "a1-b_2.pdf"
    assert Push().read(said).kind == "supplement"


def test_an_answer_without_end_is_cut_off(settings: Any, monkeypatch: Any) -> None:
    """The rest of it is not read: neither a file nor an answer fills the memory."""
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for number in range(1000):
            sent.append(number)
            yield b"x" * 1000

    settings.TINHSO_PORTAL_URL = "http://portal.test"
    monkeypatch.setattr(mc2020, "LARGEST_FILE", 10_000)
    line = mc2020.Mc2020()
    line._http = httpx.Client(
        base_url="http://portal.test",
        transport=httpx.MockTransport(lambda _asked: httpx.Response(200, content=endless())),
    )
    with pytest.raises(Unreachable, match="too large"):
        line.fetch("a.pdf")
    assert len(sent) < 100
    line._http = httpx.Client(
        base_url="http://portal.test",
        transport=httpx.MockTransport(lambda asked: httpx.Response(200, content=asked.url.path.encode())),
    )
    assert line.fetch("a.pdf") == b"/tep/a.pdf"


def test_what_became_of_a_package_while_its_files_were_fetched_stays(world: World) -> None:
    row = {"component": "giay-to", "name": "giay.pdf", "sha256": "0" * 64, "reference": "a.pdf"}
    with at(MONDAY):
        waiting = receive(package(world, files=[row])).package
    assert waiting.state == "waiting"

    class Slow:
        def fetch(self, reference: str) -> bytes:
            Package.objects.filter(pk=waiting.pk).update(
                state="done",
                dossier_id=waiting.pk,
                dossier_code="X",
                content={},
                next_try_at=None,
                reason_code="",
            )
            raise Unreachable("slow", uncertain=False)

    assert attempt(waiting.pk, over=Slow()).state == "done"
    assert Package.objects.get().tries == 0
