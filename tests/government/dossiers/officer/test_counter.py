"""Filing at the counter: for a person without account, by post, with a helper; one press, one dossier."""

from __future__ import annotations

import pytest

from tests.government.dossiers.world import CODE, procedure
from tinhso.government.dossiers.models import Dossier

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
    assert answer.url == f"/can-bo/ho-so/{dossier.pk}/phieu/"
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


def test_a_helper_is_kept_apart_from_the_owner(world, desk):
    helper = {
        "filer.name": "Nguyễn Thị Giúp",
        "filer.mandate": "Giấy ủy quyền số 1",
        "filer.citizen_id": "026190000008",
    }
    assert post(desk("reception"), **helper).status_code == 302
    parties = {p.role: p.name for p in Dossier.objects.get().parties.all()}
    assert parties == {"owner": "Trần Văn Giấy", "filer": "Nguyễn Thị Giúp", "authorised": "Nguyễn Thị Giúp"}


def test_by_post_an_unverified_limit_is_typed_with_its_reason(world, desk):
    client = desk("reception")
    refused = post(client, channel="POSTAL")
    assert refused.status_code == 422
    assert "thời hạn" in text(refused)
    bare = post(client, channel="POSTAL", key="0191", limit="5", unit="working_day")
    assert 'id="limit_reason-error"' in text(bare)
    fine = post(
        client, channel="POSTAL", key="0192", limit="5", unit="working_day", limit_reason="Quy chế xã"
    )
    assert fine.status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.channel, dossier.limit_reason) == ("POSTAL", "Quy chế xã")


def test_a_required_paper_must_be_counted_or_scanned(world, desk):
    need = [{"key": "don", "name": "Đơn gốc", "originals": 1, "required": True}]
    procedure("9.999998", components=need)
    refused = post(desk("reception"), "9.999998")
    assert "Chưa nhận: Đơn gốc" in text(refused)
    assert post(desk("reception"), "9.999998", **{"giay.don.copies": "2"}).status_code == 302


def test_the_counter_finds_procedures_and_is_the_desk_s_alone(world, desk):
    assert "Thủ tục thử nghiệm" in text(desk("reception").get("/can-bo/quay/"))
    assert desk("specialist").get("/can-bo/quay/").status_code == 403
    assert desk("specialist").get(f"/can-bo/quay/{CODE}/").status_code == 403
    assert desk("reception").get("/can-bo/quay/0.000000/").status_code == 404
