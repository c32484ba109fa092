"""Filing at the counter: for a person without account, by post, with a helper; one press, one dossier."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from tests.government.dossiers.world import CODE, MONDAY, accepted, procedure, step
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import at, now, today
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier, DossierFile

pytestmark = pytest.mark.django_db
TYPED = {
    "key": "0190",
    "channel": "DIRECT",
    "owner.kind": "citizen",
    "owner.name": "Trần Văn Giấy",
    "owner.citizen_id": "026190000009",
    "owner.verified": "1",
    "subject": "Xác nhận cư trú",
    "giay.giay-to.originals": "1",
    "commune": "08866",
    "delivery": "desk",
}


def post(client, code=CODE, **changes):
    return client.post(f"/can-bo/quay/{code}/", {**TYPED, **changes})


def text(answer):
    return answer.content.decode()


def test_one_screen_one_dossier_one_receipt(world, desk):
    client = desk("reception")
    assert client.get(f"/can-bo/quay/{CODE}/").status_code == 200
    answer = post(client)
    dossier = Dossier.objects.get()
    assert answer.url == f"/can-bo/ho-so/{dossier.pk}/phieu/?in=1"
    assert (dossier.state, dossier.channel, dossier.assisted) == (4, "DIRECT", True)
    assert dossier.typed_by_id == world.reception.account_id
    assert dossier.account_id is None
    assert dossier.files.get().originals == 1
    assert dossier.parties.get(role="owner").verified is True
    again = post(client)
    assert again.url == answer.url
    assert Dossier.objects.count() == 1


def test_every_fault_is_told_beside_its_field_and_the_rest_is_kept(world, desk):
    answer = post(
        desk("reception"),
        **{"owner.name": "", "owner.citizen_id": "123", "subject": "", "owner.phone": "0911"},
    )
    page = text(answer)
    assert answer.status_code == 422
    assert 'id="owner-name-error"' in page
    assert 'id="subject-error"' in page
    assert 'value="0911"' in page
    assert not Dossier.objects.exists()


def test_an_owner_without_a_citizen_number_is_entered_by_passport(world, desk):
    client = desk("reception")
    abroad = {"owner.name": "John Thử", "owner.citizen_id": "", "owner.verified": ""}
    answer = post(client, **abroad, **{"owner.passport": "C12"})
    assert answer.status_code == 422
    assert 'id="owner-passport-error"' in text(answer)
    answer = post(client, **abroad, **{"owner.passport": "c 123-4567"})
    assert answer.status_code == 302
    owner = Dossier.objects.get().parties.get(role="owner")
    assert (owner.passport, owner.citizen_id) == ("C1234567", "")


def test_a_foreigner_who_brings_it_is_entered_by_passport(world, desk):
    client = desk("reception")
    helper = {"filer.name": "Jane Thử", "filer.mandate": "Giấy ủy quyền số 2"}
    refused = post(client, **helper, **{"filer.passport": "C12"})
    assert refused.status_code == 422
    assert 'id="filer-passport-error"' in text(refused)
    assert post(client, **helper, **{"filer.passport": "p 765 4321"}).status_code == 302
    dossier = Dossier.objects.get()
    assert {p.role: p.passport for p in dossier.parties.exclude(role="owner")} == {
        "filer": "P7654321",
        "authorised": "P7654321",
    }
    page = text(client.get(f"/can-bo/ho-so/{dossier.pk}/"))
    assert "Jane Thử" in page
    assert "P7654321" not in page
    assert "*" * 8 in page


def test_arrows_are_offered_only_where_rows_can_be_chosen(world, desk):
    client = desk("reception")
    assert "↑↓" in text(client.get("/can-bo/quay/"))
    nothing = text(client.get("/can-bo/quay/?q=zzzzzz"))
    assert "ts-hints" in nothing
    assert "↑↓" not in nothing


def test_a_helper_is_kept_apart_from_the_owner(world, desk):
    helper = {
        "filer.name": "Nguyễn Thị Giúp",
        "filer.mandate": "Giấy ủy quyền số 1",
        "filer.citizen_id": "026190000008",
    }
    assert post(desk("reception"), **helper).status_code == 302
    dossier = Dossier.objects.get()
    parties = {p.role: (p.name, p.mandate) for p in dossier.parties.all()}
    assert parties == {
        "owner": ("Trần Văn Giấy", ""),
        "filer": ("Nguyễn Thị Giúp", ""),
        "authorised": ("Nguyễn Thị Giúp", "Giấy ủy quyền số 1"),
    }
    assert (dossier.assisted, dossier.typed_by_id) == (True, world.reception.account_id)
    assert (dossier.helped_at_id, dossier.account_id) == (world.desk.pk, None)
    (received,) = [e for e in history(Subject("dossier", dossier.pk)) if e.verb == "dossier.receive"]
    assert received.account_id == world.reception.account_id
    assert "Trần" not in str(received.facts)


def by_post(**changes):
    limit = {"limit": "5", "unit": "working_day", "limit_reason": "Quy chế xã"}
    day = today()
    arrived = {f"arrived_on__{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return {"channel": "POSTAL", "envelope_no": "CE123456789VN", **limit, **arrived, **changes}


def test_by_post_an_unverified_limit_is_typed_with_its_reason(world, desk):
    client = desk("reception")
    refused = post(client, **by_post(limit=""))
    assert refused.status_code == 422
    assert "thời hạn" in text(refused)
    bare = post(client, key="0191", **by_post(limit_reason=""))
    assert 'id="limit_reason-error"' in text(bare)
    assert post(client, key="0192", **by_post()).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.channel, dossier.limit_reason) == ("POSTAL", "Quy chế xã")


def test_by_post_the_day_and_the_number_of_the_envelope_are_kept(world, desk):
    client = desk("reception")
    missing = post(client, **by_post(arrived_on__day="", arrived_on__month="", arrived_on__year=""))
    assert 'id="arrived_on-error"' in text(missing)
    assert 'value="CE123456789VN"' in text(missing)
    late = post(client, **by_post(arrived_on__year="2999"))
    assert "không được sau hôm nay" in text(late)
    assert not Dossier.objects.exists()
    answer = post(client, **by_post())
    dossier = Dossier.objects.get()
    assert (dossier.arrived_on, dossier.envelope_no) == (today(), "CE123456789VN")
    assert dossier.assisted is True
    assert "CE123456789VN" in text(client.get(answer.url))
    assert "CE123456789VN" in text(client.get(f"/can-bo/ho-so/{dossier.pk}/"))


def test_what_is_handed_over_has_no_envelope(world, desk):
    post(desk("reception"), **{**by_post(), "channel": "DIRECT"})
    dossier = Dossier.objects.get()
    assert (dossier.arrived_on, dossier.envelope_no) == (None, "")


def test_statistics_keep_help_apart_from_self_service(world, desk):
    accepted(world, now())
    client = desk("reception")
    post(client)
    post(client, key="0193", **by_post())
    board = dossiers.board(world.reception, dossiers.Period())
    found = {line.key: line.figures["received"].value for line in board.by_help}
    assert found == {"0": 1, "1": 2}
    for line in board.by_help:
        figure = line.figures["received"]
        assert dossiers.register_count(world.reception, figure.filter) == figure.value
    assert "Cán bộ nhập hộ" in text(client.get("/can-bo/bang/"))


QUESTIONS = {
    "type": "object",
    "title": "Đơn có câu hỏi phụ thuộc",
    "properties": {
        "subject": {"type": "string", "title": "Nội dung đề nghị", "maxLength": 200},
        "abroad": {"type": "boolean", "title": "Có yếu tố nước ngoài không?"},
        "country": {"type": "string", "title": "Nước nào?", "maxLength": 100, "x-when": "abroad == true"},
        "people": {
            "type": "array",
            "title": "Người đi cùng",
            "maxItems": 3,
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string", "title": "Họ tên người đi cùng", "maxLength": 100}},
            },
        },
    },
    "required": ["subject"],
    "x-pages": [{"key": "main", "title": "Nội dung", "fields": ["subject", "abroad", "country", "people"]}],
}


@pytest.fixture
def asking(world):
    version = procedure("9.999996")
    version.form_schema = QUESTIONS
    version.save()
    return "9.999996"


def test_dependent_questions_appear_when_asked_for_and_nothing_is_lost(world, desk, asking):
    client = desk("reception")
    assert "Nước nào?" not in text(client.get(f"/can-bo/quay/{asking}/"))
    page = text(post(client, asking, abroad="true", _update="1", **{"owner.name": "Lê Thị Đang Gõ"}))
    assert "Nước nào?" in page
    assert "Lê Thị Đang Gõ" in page
    assert "govuk-error-summary" not in page
    assert "Nước nào?" not in text(post(client, asking, abroad="false", _update="1"))
    assert not Dossier.objects.exists()


def test_rows_of_a_group_are_added_taken_away_and_filed(world, desk, asking):
    client = desk("reception")
    first = text(post(client, asking, _add="people", **{"people.0.name": "Người Một"}))
    assert 'name="people.1.name"' in first
    assert 'value="Người Một"' in first
    rows = {"people.0.name": "Người Một", "people.1.name": "Người Hai"}
    second = text(post(client, asking, _remove="people.0", **rows))
    assert 'value="Người Hai"' in second
    assert "Người Một" not in second
    assert not Dossier.objects.exists()
    assert post(client, asking, **rows).status_code == 302
    assert Dossier.objects.get().data["people"] == [{"name": "Người Một"}, {"name": "Người Hai"}]


def test_a_scan_that_arrived_stays_on_the_page_after_an_error(world, desk, settings, tmp_path):
    settings.STORAGE_DIR = tmp_path
    client = desk("reception")
    content = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(content)
    scan = SimpleUploadedFile("ban-quet.pdf", content.getvalue(), "application/pdf")
    page = text(post(client, **{"owner.name": "", "giay.giay-to": scan}))
    stored = StoredFile.objects.get()
    assert f'value="{stored.pk}"' in page
    assert "ban-quet.pdf" in page
    assert post(client, **{"giay.giay-to__id": str(stored.pk)}).status_code == 302
    assert Dossier.objects.get().files.get().file_id == stored.pk


def test_what_the_device_kept_is_forgotten_once_it_arrived(world, desk):
    client = desk("reception")
    kept = text(client.get(f"/can-bo/quay/{CODE}/"))
    assert f'data-draft-key="quay-{CODE}"' in kept
    answer = post(client)
    assert f'data-draft-done="quay-{CODE}"' in text(client.get(answer.url))
    assert "data-draft-done" not in text(client.get(answer.url))


def test_a_required_paper_must_be_counted_or_scanned(world, desk):
    need = [{"key": "don", "name": "Đơn gốc", "originals": 1, "required": True}]
    procedure("9.999998", components=need)
    refused = post(desk("reception"), "9.999998")
    assert "Chưa nhận: Đơn gốc" in text(refused)
    counted = {"giay.don.certified": "2", "giay.don.photocopies": "1", "sets": "3"}
    assert post(desk("reception"), "9.999998", **counted).status_code == 302
    row = DossierFile.objects.get(component_key="don")
    assert (row.copies, row.certified, row.dossier.sets) == (3, 2, 3)


def test_the_counter_finds_procedures_and_is_the_desk_s_alone(world, desk):
    assert "Thủ tục thử nghiệm" in text(desk("reception").get("/can-bo/quay/"))
    assert desk("specialist").get("/can-bo/quay/").status_code == 403
    assert desk("specialist").get(f"/can-bo/quay/{CODE}/").status_code == 403
    assert desk("reception").get("/can-bo/quay/0.000000/").status_code == 404


def test_what_is_seldom_asked_is_folded_away_until_it_says_something(world, desk):
    client = desk("reception")
    page = text(client.get(f"/can-bo/quay/{CODE}/"))
    assert 'href="#giay"' in page
    assert '<h2 id="giay">' in page
    assert page.count("data-open-wide>") == 2
    kept = post(client, subject="", note="Bản giấy mang sang sau", **{"owner.address": "Thôn Mẫu"})
    assert kept.status_code == 422
    assert text(kept).count("data-open-wide open>") == 2, "what was typed stays in sight"


@pytest.mark.parametrize("channel", ["DIRECT", "POSTAL"])
def test_counter_and_post_know_no_front_door(world, desk, settings, channel):
    """The same papers at the same moment, behind either door: the same due moments, the same acts to the end."""
    told = []
    for number, door in enumerate(("own", "national")):
        settings.TINHSO_FRONT_DOOR = door
        with at(MONDAY):
            more = by_post(key=f"019{number}") if channel == "POSTAL" else {"key": f"019{number}"}
            answer = post(desk("reception"), **more)
            assert answer.status_code == 302
            dossier = Dossier.objects.get(pk=answer.url.split("/")[3])
            received = [
                getattr(dossier, name)
                for name in ("channel", "state", "filed_at", "accepted_at", "due_at", "next_due", "holder_role",
                             "arrived_on", "envelope_no", "assisted", "portal_code", "payment", "transferred_at")
            ]  # fmt: skip
        with at(MONDAY + timedelta(hours=3)):
            dossiers.complete_step(world.specialist, step(dossier, "appraise").pk, outcome="fit")
            dossiers.approve(world.leader, step(dossier, "approve").pk)
            dossiers.number_result(world.clerk, dossier.pk, notation="XN")
            dossiers.return_result(
                world.return_officer, dossier.pk, receiver_name="Trần Văn Giấy", unpaid_known=True
            )
        dossier.refresh_from_db()
        steps = list(
            dossier.steps.order_by("opened_at", "key").values_list(
                "key", "role", "due_at", "done_at", "agency_id"
            )
        )
        acts = [(event.verb, event.world_at) for event in history(Subject("dossier", dossier.pk))]
        told.append((received, dossier.state, dossier.due_at, steps, acts))
    assert told[0] == told[1]
    received, state, due_at, steps, acts = told[1]
    assert (received[0], state) == (channel, 10)
    # Three working days at the counter, five (set by the desk) by post, from eight on Monday.
    assert due_at.date() == (MONDAY + timedelta(days={"DIRECT": 3, "POSTAL": 7}[channel])).date()
    assert len(steps) >= 4
    assert len(acts) >= 5
