"""The applicant signs the e-form with a public certificate, by their telephone: kept with the dossier, never required."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from tests.foundation.signing.office import Office, opened
from tests.foundation.signing.people import believed, register
from tests.government.dossiers import world as w
from tests.government.dossiers.world import MONDAY, World
from tinhso.foundation.files.api import open_file
from tinhso.foundation.identity.models import Account
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.rules.standing import Standing, standing
from tinhso.foundation.worktime.api import real_now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.actions.sign_form import form_requests, sign_form, usable
from tinhso.government.dossiers.paperwork.form_data import digest_of, form_data
from tinhso.government.dossiers.queries.form_signature import form_signature
from tinhso.lib.errors import Refused

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(Path(tmp_path_factory.mktemp("pki"))) as found:
        yield found


@pytest.fixture(scope="module")
def service(office: Office) -> Iterator[str]:
    """The signing service as its own process; it confirms at once."""
    command = [
        sys.executable,
        "-m",
        "tinhso.simulators.esign",
        "--folder",
        str(office.folder),
        "--after",
        "0",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TINHSO_ESIGN_PASSWORD": "chung"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture
def certificate(world: World, office: Office, service: str, settings: Any) -> signing.Certificate:
    """The resident's, at the service."""
    believed(settings, office)
    settings.TINHSO_SIGNING_MEANS = {"smart": "tinhso.foundation.signing.means.smart.Smart"}
    settings.TINHSO_SIGNING_SMART_URL = service
    settings.TINHSO_SIGNING_SMART_PARTNER, settings.TINHSO_SIGNING_SMART_PASSWORD = "mo-phong", "chung"
    return register(
        office,
        "leader",
        kind="smart",
        regime="public",
        reference={"user": "leader"},
        account_id=world.resident.account_id,
    )


def confirmed(dossier: Any) -> None:
    """The worker goes on with what waits for the telephone."""
    carry_on(form_requests(dossier)[-1].turns.get().batch_id)


def test_the_form_is_signed_on_the_telephone(
    world: World, office: Office, service: str, certificate: Any
) -> None:
    dossier = w.filed(world)
    client = Client()
    client.force_login(Account.objects.get(pk=world.resident.account_id))
    address = f"/tra-cuu/{dossier.code}/ky-to-khai/"
    assert address in client.get(f"/tra-cuu/{dossier.code}/").content.decode()
    assert "Không bắt buộc" in client.get(address).content.decode()
    assert client.post(address, {"certificate": "x"}).status_code >= 400
    httpx.post(f"{service}/su-co", json={"kind": "", "after": -1})
    assert client.post(address, {"certificate": str(certificate.pk)}).status_code == 302
    confirmed(dossier)
    assert "chờ bạn xác nhận" in client.get(address).content.decode()
    httpx.post(f"{service}/su-co", json={"kind": "", "after": 0})
    confirmed(dossier)
    found = form_signature(dossier)
    assert found is not None
    assert (found.same, found.waits) == (True, False)
    assert "chưa đổi từ khi ký" in client.get(address).content.decode()
    data = b"".join(client.get(f"/tra-cuu/{dossier.code}/to-khai-da-ky.xml").streaming_content)  # type: ignore[attr-defined]
    assert "Đề nghị xác nhận" in data.decode()
    read = signing.read_signatures(data)
    assert [standing(one.facts, real_now()) for one in read.signatures] == [Standing.VALID]
    changed = signing.read_signatures(data.replace("Đề nghị xác nhận".encode(), "Đề nghị xác nhậm".encode()))
    assert [standing(one.facts, real_now()) for one in changed.signatures] == [Standing.CHANGED]
    with pytest.raises(Refused, match="đã được ký số"):
        sign_form(world.resident, dossier.pk, certificate.pk)
    officer = Client()
    officer.force_login(Account.objects.get(pk=world.reception.account_id))
    assert "đã ký số tờ khai lúc" in officer.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert officer.get(address).status_code in (302, 403, 404)


def test_a_changed_form_says_so_and_may_be_signed_anew(world: World, certificate: Any) -> None:
    dossier = w.filed(world)
    sign_form(world.resident, dossier.pk, certificate.pk)
    confirmed(dossier)
    items = [dossiers.Missing("field", "subject", "Nội dung", "Ghi rõ hơn")]
    with w.at(MONDAY + timedelta(hours=1)):
        dossiers.request_supplement(world.reception, dossier.pk, items=items, reason="Chưa rõ")
        dossiers.answer_supplement(world.resident, dossier.pk, data={"subject": "Đề nghị xác nhận cư trú"})
    dossier.refresh_from_db()
    found = form_signature(dossier)
    assert found is not None
    assert not found.same
    first = found.file_id
    sign_form(world.resident, dossier.pk, certificate.pk)
    confirmed(dossier)
    again = form_signature(dossier)
    assert again is not None
    assert again.same
    assert again.file_id != first
    with open_file(first) as stream:
        assert "cư trú" not in stream.read().decode()


def test_only_who_filed_signs_and_only_with_a_certificate(world: World) -> None:
    dossier = w.filed(world)
    assert usable(world.resident) == []
    assert form_signature(dossier) is None
    for actor, words in ((world.reception, "Chỉ tài khoản"), (world.resident, "chưa có chữ ký số")):
        with pytest.raises(Refused, match=words):
            sign_form(actor, dossier.pk, dossier.pk)


def test_the_same_form_is_the_same_bytes(world: World) -> None:
    dossier = w.filed(world)
    assert digest_of(form_data(dossier)) == digest_of(form_data(dossier))
    dossier.data = {"subject": "Khác & <khác>"}
    assert "Khác &amp; &lt;khác&gt;" in form_data(dossier).decode()
