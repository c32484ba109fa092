"""A confirmed scan is signed by the officer who compared it, or by the agency, and stands signed in the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import believed, register
from tests.government.dossiers.world import World, accepted
from tests.government.scanning.test_way import drawn_paper, finding
from tinhso.foundation.files.api import open_file
from tinhso.foundation.province.models import Setting
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.rules.standing import Standing
from tinhso.government.dossiers.models import DossierFile
from tinhso.government.scanning import api as scanning
from tinhso.government.scanning.actions.certify import certifiable, requests_of
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.rules.certifying import form_of
from tinhso.lib.errors import Conflict, Refused


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki"))) as found:
        yield found


@pytest.fixture(autouse=True)
def _here(settings: Any, office: Office, world: World) -> None:
    believed(settings, office)


def rule(value: str) -> None:
    Setting.objects.create(key="certify_scans", value=value, valid_from=date(2020, 1, 1))


def sign(actor: Any, request_id: Any, certificate: Any) -> None:
    carry_on(signing.sign(actor, [request_id], certificate.pk).pk)


def test_the_officer_who_compared_it_signs(world: World, office: Office, window: Any) -> None:
    dossier = accepted(world)
    paper = scanning.sign_paper(world.reception, drawn_paper(world, dossier).pk, finding(dossier))
    rule("officer")
    assert not certifiable(paper)  # nobody holds a certificate
    with pytest.raises(Refused, match="Chưa ai ký được"):
        scanning.ask_copy(world.reception, paper.pk)
    certificate = register(office, "leader", account_id=world.reception.account_id)
    client = window(world.reception)
    assert "Ký số bản điện tử" in client.get(f"/can-bo/quet/giay/{paper.pk}/").content.decode()
    told = client.post(f"/can-bo/quet/giay/{paper.pk}/ky-so/", follow=True).content.decode()
    assert "chờ" in told
    (asked,) = requests_of(paper)
    assert scanning.ask_copy(world.reception, paper.pk).pk == asked.pk
    bare = DossierFile.objects.get(pk=paper.dossier_file).file_id
    sign(world.reception, asked.pk, certificate)
    row = DossierFile.objects.get(pk=paper.dossier_file)
    assert row.file_id != bare
    with open_file(row.file_id) as stream:
        content = stream.read()
    assert office.worth(content) == [Standing.VALID]
    assert not certifiable(paper)
    (made,) = signing.signatures_on([row.file_id])[row.file_id]
    assert (made.what, made.by_agency) == ("copy", False)
    page = window(world.specialist).get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert f"{made.name} đã ký số lúc" in page
    assert "/xac-minh/chu-ky/" in page
    assert_known(content, "Giấy này có thật và còn giá trị", "BẢN SỐ HÓA")
    later = drawn_paper(world, dossier)
    note = "Quét lại rõ hơn"
    scanning.sign_paper(world.reception, later.pk, finding(dossier, replaces=paper.pk, note=note))
    assert_known(content, "Giấy này đã được thay bằng giấy khác", "BẢN SỐ HÓA")
    assert not scanning.copies_by_digest(sha256(content + b" ").hexdigest())


def assert_known(content: bytes, headline: str, form: str) -> None:
    """Anybody who sends the file learns what the record says, and not of which dossier."""
    told = Client().post("/xac-minh/", {"file": SimpleUploadedFile("ban-sao.pdf", content)})
    page = told.content.decode()
    assert told.status_code == 200
    assert headline in page
    assert form in page
    assert "Bản điện tử đã ký số (" in page
    signed = Client().post("/xac-minh/chu-ky/", {"file": SimpleUploadedFile("ban-sao.pdf", content)})
    assert headline in signed.content.decode()


def test_the_agency_signs_and_a_replaced_scan_waits_for_nobody(
    world: World, office: Office, window: Any
) -> None:
    rule("agency")
    register(office, "agency", agency_id=world.committee.pk)
    dossier = accepted(world)
    first = drawn_paper(world, dossier)
    posted = {"dossier_code": dossier.code, "component_key": "giay-to", "originals": "1", "readable": "1"}
    window(world.reception).post(f"/can-bo/quet/giay/{first.pk}/", posted)
    first.refresh_from_db()
    (asked,) = requests_of(first)
    assert asked.agency_id == world.committee.pk
    assert asked.look["texts"]["form"] == "SAO Y"
    again = drawn_paper(world, dossier)
    scanning.sign_paper(
        world.reception, again.pk, finding(dossier, replaces=first.pk, note="Quét lại rõ hơn")
    )
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    with pytest.raises(Conflict):
        scanning.ask_copy(world.reception, first.pk)
    assert not signing.queue(world.clerk)


@pytest.mark.parametrize(("by_agency", "form"), [(True, "SAO Y"), (False, "BẢN SỐ HÓA")])
def test_what_a_copy_is_called(by_agency: bool, form: str) -> None:
    assert form_of(by_agency) == form


def test_nobody_signs_where_the_province_does_not_want_it(world: World, office: Office) -> None:
    rule("off")
    register(office, "agency", agency_id=world.committee.pk)
    dossier = accepted(world)
    paper = scanning.sign_paper(world.reception, drawn_paper(world, dossier).pk, finding(dossier))
    assert not certifiable(paper)
    assert not Paper.objects.get(pk=paper.pk).note
