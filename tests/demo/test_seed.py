"""The demonstration's past is made by the real verbs: a whole small run on the real province."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinhso.demo.run import seed
from tinhso.foundation.province import api as province
from tinhso.foundation.records import api as records
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier

FOLDER = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_small_past_is_consistent_and_its_log_holds(capsys: pytest.CaptureFixture[str]) -> None:
    province.load(FOLDER)
    told: list[tuple[int, int]] = []
    made = seed(FOLDER, 25, 7, lambda filed, wanted: told.append((filed, wanted)))
    assert capsys.readouterr().err == ""
    assert made == Dossier.objects.count() == told[-1][0]
    assert made >= 20
    assert len({d.channel for d in Dossier.objects.all()}) >= 2
    assert Dossier.objects.filter(state=10).count() >= made // 2
    assert all(d.filed_at <= worktime.now() for d in Dossier.objects.all())
    assert all(d.code.count("-") >= 2 for d in Dossier.objects.all())
    assert dossiers.public_figures() is not None
    records.seal()
    report = records.verify()
    assert report.events > made * 3
    assert report.faults == []
