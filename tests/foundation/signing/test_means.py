"""Each means against its real counterpart: a PKCS#11 device (SoftHSM2), and the services over HTTP as their own process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.db import connection

from tests.foundation.signing.office import Office
from tests.foundation.signing.people import SYSTEM, Signers, register, signers
from tinhso.foundation.files.api import open_file
from tinhso.foundation.records.models import Event
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on
from tinhso.foundation.signing.models import Turn
from tinhso.foundation.signing.rules.standing import Standing
from tinhso.lib.errors import Refused

ROOT = Path(__file__).resolve().parents[3]
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "canary-73915482-pin"
pytestmark = pytest.mark.django_db


@pytest.fixture
def here(office: Office, settings: Any) -> Signers:
    return signers(office, settings)


@pytest.fixture(scope="module")
def device(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A device with the agency's RSA key and an elliptic one, behind one PIN."""
    folder = Path(tmp_path_factory.mktemp("hsm"))
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    env = {**os.environ, "SOFTHSM2_CONF": str(conf)}
    run = lambda *words: subprocess.run(  # noqa: E731
        ["softhsm2-util", *words], env=env, check=True, capture_output=True, text=True
    )
    run("--init-token", "--free", "--label", "commune", "--so-pin", "so-12345678", "--pin", PIN)
    for number, who in enumerate(("agency", "leader", "resident"), 1):
        key = office.folder / f"{who}.key.pem"
        run("--import", str(key), "--token", "commune", "--label", who, "--id", f"0{number}", "--pin", PIN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(conf))
        yield "commune"


def with_device(settings: Any) -> None:
    settings.TINHSO_SIGNING_MEANS = {"hsm": "tinhso.foundation.signing.means.hsm.Hsm"}
    settings.TINHSO_SIGNING_HSM_MODULE = MODULE
    settings.TINHSO_SIGNING_HSM_PIN = PIN


def worth(here: Signers, request: signing.SigningRequest) -> list[Standing]:
    request.refresh_from_db()
    assert request.state == "signed", request.fault_text
    with open_file(request.signed_id) as stream:
        return here.office.worth(bytes(stream.read()))


def moved(here: Signers, certificate: signing.Certificate, **change: Any) -> signing.Certificate:
    """The same certificate, its key elsewhere."""
    for name, value in change.items():
        setattr(certificate, name, value)
    certificate.save()
    return certificate


def test_an_agency_signs_in_its_device_with_rsa(here: Signers, device: str, settings: Any) -> None:
    with_device(settings)
    moved(here, here.agency, reference={"token": device, "key": "agency"})
    one = here.ask("agency")
    carry_on(signing.sign(here.world.clerk, [one.pk], here.agency.pk).pk)
    assert worth(here, one) == [Standing.VALID]


def test_a_person_signs_with_an_elliptic_key(
    here: Signers, device: str, settings: Any, office: Office
) -> None:
    with_device(settings)
    person = here.world.resident
    kept = register(
        office,
        "resident",
        account_id=person.account_id,
        regime="public",
        reference={"token": device, "key": "resident"},
    )
    one = here.ask("form", account_id=person.account_id)
    carry_on(signing.sign(person, [one.pk], kept.pk).pk)
    assert worth(here, one) == [Standing.VALID]


def test_a_pin_is_written_nowhere(
    here: Signers, device: str, settings: Any, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    with_device(settings)
    settings.TINHSO_SIGNING_HSM_PIN = ""
    moved(here, here.leader, reference={"token": device, "key": "leader", "pin": "asked"})
    right, wrong = here.ask(), here.ask()
    with pytest.raises(Refused, match="PIN"):
        signing.sign(here.world.leader, [right.pk], here.leader.pk)
    signing.sign(here.world.leader, [right.pk], here.leader.pk, pin=PIN)
    assert worth(here, right) == [Standing.VALID]
    batch = signing.sign(here.world.leader, [wrong.pk], here.leader.pk, pin=f"{PIN}-wrong")
    wrong.refresh_from_db()
    assert (wrong.state, wrong.fault) == ("waiting", "pin")
    assert Event.objects.filter(subject_id=str(batch.pk)).exists()
    said = caplog.text + "".join(capfd.readouterr())
    assert PIN not in said
    assert tables_with(PIN) == []
    # The search finds what is there.
    assert "signing_request" in tables_with(wrong.title)


def tables_with(words: str) -> list[str]:
    """Every table of the database that holds these words in any column of any row."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', table_schema, table_name), table_name FROM information_schema.tables WHERE"
            " table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        for full, name in cursor.fetchall():
            cursor.execute(f"SELECT EXISTS (SELECT FROM {full} t WHERE strpos(t::text, %s) > 0)", [words])
            if cursor.fetchone()[0]:
                found.append(name)
    return found


@pytest.fixture(scope="module")
def service(office: Office) -> Iterator[str]:
    """The signing services as their own process; nothing is confirmed by itself."""
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
def asked(here: Signers, service: str, settings: Any) -> Iterator[Any]:
    """The leader's key at the service; `asked(trouble)` says what goes wrong there."""
    means = "tinhso.foundation.signing.means"
    settings.TINHSO_SIGNING_MEANS = {"smart": f"{means}.smart.Smart", "sim": f"{means}.sim.Sim"}
    settings.TINHSO_SIGNING_SMART_URL = settings.TINHSO_SIGNING_SIM_URL = service
    settings.TINHSO_SIGNING_SMART_PARTNER = settings.TINHSO_SIGNING_SIM_PARTNER = "mo-phong"
    settings.TINHSO_SIGNING_SMART_PASSWORD = settings.TINHSO_SIGNING_SIM_PASSWORD = "chung"
    moved(here, here.leader, kind="smart", reference={"user": "leader"})

    def trouble(kind: str = "", after: float = 0) -> int:
        told = httpx.post(f"{service}/su-co", json={"kind": kind, "after": after}).json()
        return int(told["signed"])

    trouble()
    yield trouble
    trouble()


@pytest.mark.parametrize(("kind", "reference"), [("smart", {"user": "leader"}), ("sim", {"phone": "leader"})])
def test_one_confirmation_for_all(here: Signers, asked: Any, kind: str, reference: Any) -> None:
    moved(here, here.leader, kind=kind, reference=reference)
    asked(after=-1)
    wishes = [here.ask(), here.ask()]
    batch = signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk)
    assert carry_on(batch.pk) is True
    assert {one.state for one in signing.queue(here.world.leader)} == {"confirming"}
    asked()
    assert carry_on(batch.pk) is False
    for one in wishes:
        assert worth(here, one) == [Standing.VALID]


@pytest.mark.parametrize(
    ("kind", "fault"), [("refuse", "declined"), ("wrong", "wrong_signature"), ("swap", "wrong_signature")]
)
def test_what_a_service_does_wrong_signs_nothing(here: Signers, asked: Any, kind: str, fault: str) -> None:
    asked(kind)
    wishes = [here.ask(), here.ask()]
    carry_on(signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk).pk)
    for one in wishes:
        one.refresh_from_db()
        assert (one.state, one.fault, one.signed_id) == ("waiting", fault, None)


def test_sent_twice_is_one_confirmation(here: Signers, asked: Any) -> None:
    """Killed after the service heard of it and before the row says so: the same number asks for nothing new."""
    one = here.ask()
    before = asked(after=-1)
    batch = signing.sign(here.world.leader, [one.pk], here.leader.pk)
    carry_on(batch.pk)
    batch.refresh_from_db()
    type(batch).objects.filter(pk=batch.pk).update(transaction="")
    Turn.objects.filter(batch=batch).update(state="waiting")
    asked()
    carry_on(batch.pk)
    assert worth(here, one) == [Standing.VALID]
    assert asked() - before == 1


def test_a_service_that_is_silent_is_asked_again_then_told(here: Signers, asked: Any) -> None:
    asked("error")
    one = here.ask()
    batch = signing.sign(here.world.leader, [one.pk], here.leader.pk)
    assert [carry_on(batch.pk) for _ in range(5)] == [True, True, True, True, False]
    one.refresh_from_db()
    assert (one.state, one.fault) == ("waiting", "unreachable")


def test_what_comes_after_a_stop_is_not_taken(here: Signers, asked: Any) -> None:
    asked(after=-1)
    one = here.ask()
    batch = signing.sign(here.world.leader, [one.pk], here.leader.pk)
    carry_on(batch.pk)
    assert signing.stop(here.world.leader, batch.pk) == 1
    asked()
    carry_on(batch.pk)
    one.refresh_from_db()
    assert (one.state, one.signed_id) == ("waiting", None)
    assert SYSTEM.kind == "system"
