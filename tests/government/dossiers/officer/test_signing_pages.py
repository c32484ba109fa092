"""Signing a result on screen: from the dossier, from the list, many at once; the clerk's number and the agency's turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import believed, register
from tests.government.dossiers import world as w
from tests.government.dossiers.test_paperwork import PROVINCE
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.province.api import Folder
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Batch
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import ResultDraft

pytestmark = pytest.mark.django_db
TO_SIGN = "/can-bo/viec/to_sign/chuyen/"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki"))) as found:
        yield found


@pytest.fixture(autouse=True)
def leader(settings: Any, tmp_path: Path, world: Any, office: Office) -> signing.Certificate:
    settings.STORAGE_DIR = tmp_path / "files"
    load(Folder(PROVINCE))
    believed(settings, office)
    return register(office, "leader", account_id=world.leader.account_id)


def at_leader(world: Any) -> Any:
    dossier = w.accepted(world, now())
    return dossiers.complete_step(world.specialist, w.step(dossier, "appraise").id, outcome="fit")


def text(answer: Any) -> str:
    return answer.content.decode()


def confirmed(client: Any, address: str, certificate: signing.Certificate) -> None:
    """The one confirmation on the page that the address opens, and the worker's part."""
    page = client.get(address)
    assert page.status_code == 200
    ids = [part.split("=")[1] for part in address.split("?")[1].split("&")]
    answer = client.post("/can-bo/ky-so/ky/", {"step": ids, "certificate": str(certificate.pk)})
    assert answer.status_code == 302, text(answer)
    carry_on(Batch.objects.latest("made_at").pk)


def test_one_result_from_its_dossier_to_the_agencys_seal(
    world: Any, desk: Any, office: Office, leader: signing.Certificate
) -> None:
    seal = register(office, "agency", agency_id=world.committee.pk)
    dossier = at_leader(world)
    page = f"/can-bo/ho-so/{dossier.pk}/"
    chair = desk("leader")
    assert "Ký số kết quả" in text(chair.get(page))
    answer = chair.post(
        f"{page}viec/ky-so/", {"title": "Giấy xác nhận", "note": "", "version": dossier.version}
    )
    assert answer.url.startswith("/can-bo/ky-so/xac-nhan/?step=")
    confirmed(chair, answer.url, leader)
    dossier.refresh_from_db()
    clerk = desk("clerk")
    form = text(clerk.get(f"{page}viec/so-ket-qua/"))
    assert "Bản lãnh đạo đã ký số, điền số và ngày" in form
    answer = clerk.post(
        f"{page}viec/so-ket-qua/",
        {
            "title": "Giấy xác nhận", "granted": "1", "kind": "own", "notation": "GXN-UBND", "paper": "signed",
            "publish": "1", "version": dossier.version,
        },
    )  # fmt: skip
    assert answer.status_code == 302, text(answer)
    carry_on(Batch.objects.latest("made_at").pk)  # the device of the agency asks nobody
    shown = text(clerk.get(page))
    assert "Cán bộ leader đã ký số lúc" in shown
    assert "Ủy ban nhân dân xã Thử đã ký số lúc" in shown
    assert "Người nộp tải được bản điện tử" in shown
    assert "lập bản kết quả để ký số" in shown
    assert seal.pk


def test_many_from_the_list_with_one_confirmation(world: Any, desk: Any, leader: signing.Certificate) -> None:
    first, second, third = (at_leader(world) for _n in range(3))
    ticked = [f"{w.step(one, 'approve').pk}:{one.version}" for one in (first, second)]
    stale = f"{w.step(third, 'approve').pk}:{third.version - 1}"
    client = desk("leader")
    assert "Lập giấy kết quả và ký số 3 hồ sơ" in text(client.post(TO_SIGN, {"step": [*ticked, stale]}))
    answer = client.post(TO_SIGN, {"step": [*ticked, stale], "sign": "1"})
    assert answer.url.count("step=") == 2
    page = text(client.get(answer.url))
    assert third.code in page  # told why it is not among them
    confirmed(client, answer.url, leader)
    assert ResultDraft.objects.filter(signed__isnull=False).count() == 2
    for one in (first, second):
        assert one.steps.get(key="approve").outcome == "approved"
    assert third.steps.get(key="approve").done_at is None


def test_nobody_is_offered_what_they_cannot_do(world: Any, desk: Any, leader: signing.Certificate) -> None:
    dossier = at_leader(world)
    signing.end_certificate(w.Actor.system("test"), leader.pk, "Đổi thiết bị")
    chair = desk("leader")
    page = text(chair.get(f"/can-bo/ho-so/{dossier.pk}/"))
    assert "Ký số kết quả" not in page
    assert "Duyệt, ký" in page
    ticked = {"step": [f"{w.step(dossier, 'approve').pk}:{dossier.version}"]}
    assert "Lập giấy kết quả và ký số" not in text(chair.post(TO_SIGN, ticked))
