"""The files that leave by their address: exactly those, to the portal's own token alone, each time as a look."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.foundation.files.samples import pdf
from tests.government.dossiers.world import MONDAY, World, approved, filed
from tests.government.portal.test_intake import package
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import create_client, issue_token
from tinhso.foundation.records.api import Subject, looks
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal import snapshots
from tinhso.government.portal.actions.take_in import receive
from tinhso.government.portal.models import Outgoing
from tinhso.government.portal.rules import mapping
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


def token(*scopes: str) -> dict[str, str]:
    system = Actor.system("test")
    made = issue_token(system, create_client(system, f"Cổng {new_id().hex[:6]}"), list(scopes))
    return {"Authorization": f"Bearer {made}"}


def told(dossier: Dossier) -> dict[str, Any]:
    """The record, believed to have reached the portal."""
    Outgoing.objects.update_or_create(
        dossier_id=dossier.pk,
        defaults={
            "code": dossier.code, "agency_id": dossier.competent_id, "known": True, "state": "sent",
            "sent_at": MONDAY, "changed_at": MONDAY,
        },
    )  # fmt: skip
    return mapping.dossier(snapshots.of_dossier(dossier.pk))


def numbered(world: World, publish: bool) -> tuple[Dossier, Any]:
    dossier = approved(world)
    with at(MONDAY):
        stored = files.store(world.clerk, "ket-qua.pdf", BytesIO(pdf()))
        dossiers.number_result(world.clerk, dossier.pk, notation="XN", file_id=stored.id, publish=publish)
    dossier.refresh_from_db()
    return dossier, stored


def path_of(record: dict[str, Any]) -> str:
    address: str = record["DanhSachGiayToKetQua"][0]["DuongDanTepTinKetQua"]
    return address.removeprefix("http://localhost:8000")


def test_the_portal_fetches_the_result_and_nobody_else(world: World, settings: Any) -> None:
    settings.TINHSO_PUBLIC_URL = "http://localhost:8000"
    dossier, stored = numbered(world, publish=True)
    assert told(dossier) == told(dossier)
    address = path_of(told(dossier))
    assert address == f"/api/v1/portal/files/{dossier.pk}/{stored.id}"
    client, portal = Client(), token("portal:files")
    answer = client.get(address, headers=portal)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    digest = hashlib.sha256(content).digest()
    assert answer.status_code == 200
    assert digest.hex() == stored.sha256
    assert answer["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
    assert answer["Cache-Control"] == "private, no-store"
    # Every fetch is a look, the second too.
    b"".join(client.get(address, headers=portal).streaming_content)  # type: ignore[attr-defined]
    seen = [one for one in looks(Subject("dossier", dossier.pk)) if one.facts["what"] == f"file:{stored.id}"]
    assert len(seen) == 2
    assert client.get(address).status_code == 401
    assert client.get(address, headers=token("portal:intake", "dossiers:read")).status_code == 403
    assert Client().get(address, headers={"Authorization": "Bearer tinhso_nichts"}).status_code == 401


def test_what_the_portal_was_not_told_of_does_not_exist_for_it(world: World) -> None:
    dossier, stored = numbered(world, publish=False)
    record = told(dossier)
    assert record["DanhSachGiayToKetQua"][0]["DuongDanTepTinKetQua"] == ""
    client, portal = Client(), token("portal:files")
    base = "/api/v1/portal/files"
    # Not published: the owner may not read it either. Then a stranger's dossier, a draft file, an unknown id.
    assert client.get(f"{base}/{dossier.pk}/{stored.id}", headers=portal).status_code == 404
    other, paper = numbered_elsewhere(world)
    assert client.get(f"{base}/{dossier.pk}/{paper}", headers=portal).status_code == 404
    assert client.get(f"{base}/{other.pk}/{paper}", headers=portal).status_code == 404
    assert client.get(f"{base}/{new_id()}/{new_id()}", headers=portal).status_code == 404
    assert not [one for one in looks(Subject("dossier", other.pk)) if "file:" in str(one.facts["what"])]
    # Told of at last, it opens.
    told(other)
    assert client.get(f"{base}/{other.pk}/{paper}", headers=portal).status_code == 200


def numbered_elsewhere(world: World) -> tuple[Dossier, Any]:
    """A dossier with a paper that the portal was never told of."""
    content = pdf()
    attached = {
        "component": "giay-to", "name": "giay.pdf", "sha256": hashlib.sha256(content).hexdigest(),
        "content": base64.b64encode(content).decode(),
    }  # fmt: skip
    with at(MONDAY):
        made = receive(package(world, files=[attached])).package
    dossier = Dossier.objects.get(pk=made.dossier_id)
    return dossier, dossier.files.get().file_id


@pytest.mark.parametrize("replaced", [False, True])
def test_a_replaced_paper_has_no_address(world: World, replaced: bool) -> None:
    dossier, _paper = numbered_elsewhere(world)
    if replaced:
        dossier.files.update(replaced_at=MONDAY)
    (row,) = told(dossier)["TaiLieuNop"]
    assert bool(row["DuongDanTaiTepTin"]) is not replaced
    assert filed(world).files.count() == 0
