"""The worker is killed in the middle of a batch: nothing is lost, nothing is signed twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.foundation.signing.office import Office
from tests.foundation.signing.people import SOFT, signers
from tinhso.foundation.records.models import Event
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.actions.carry_on import carry_on

ROOT = Path(__file__).resolve().parents[3]
WORK = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
import django
django.setup()
settings.TINHSO_SIGNING_MEANS = {"hsm": sys.argv[3]}
from tinhso.foundation.signing.actions.carry_on import carry_on
print("begins", flush=True)
carry_on(sys.argv[2])
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_batch_goes_on(office: Office, settings: Any) -> None:
    here = signers(office, settings)
    wishes = [here.ask() for _ in range(6)]
    batch = signing.sign(here.world.leader, [one.pk for one in wishes], here.leader.pk)
    rows = signing.SigningRequest.objects.filter(state="signed")
    name = str(connection.settings_dict["NAME"])
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "tinhso.conf.settings",
           "TINHSO_SIGNING_ROOTS": settings.TINHSO_SIGNING_ROOTS, "TINHSO_STORAGE": str(settings.STORAGE_DIR)}  # fmt: skip
    command = [sys.executable, "-c", WORK, name, str(batch.pk), SOFT["hsm"]]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "begins"
        limit = time.monotonic() + 20
        while rows.count() < 2 and time.monotonic() < limit:
            time.sleep(0.01)
        worker.kill()
    before = dict(rows.values_list("pk", "signed_id"))
    assert 2 <= len(before) < 6
    carry_on(batch.pk)
    after = dict(rows.values_list("pk", "signed_id"))
    assert len(after) == 6
    assert {key: after[key] for key in before} == before
    assert Event.objects.filter(verb="signing.sign").count() == 6
