"""Copies of lives that were lived: what holds for what the acts left holds for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Max

from tests import rows
from tinhso.demo import filings
from tinhso.foundation.records import api as records
from tinhso.foundation.records.subject import Subject
from tinhso.government.dossiers import receipt
from tinhso.government.dossiers.actions._serial import next_code
from tinhso.government.dossiers.models import Dossier, Result
from tinhso.government.dossiers.models.result import ResultBook
from tinhso.government.dossiers.models.serial import DossierSerial
from tinhso.simulation.bulk.load import load
from tinhso.simulation.bulk.plan import plan
from tinhso.simulation.bulk.tables import COMPLETE, LEAN, LEFT, ONLY_ONCE
from tinhso.simulation.engine import Engine
from tinhso.simulation.models import Bulk, Run
from tinhso.simulation.rules.cousins import cousin, mask

FOLDER = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"
COPIES = 23
UNREACHED = """
SELECT count(*) FROM dossiers_step s WHERE NOT EXISTS (
    SELECT FROM dossiers_reach r WHERE r.dossier_id = s.dossier_id AND r.agency_id = s.agency_id)
"""


def test_every_table_that_names_a_dossier_is_copied_or_named() -> None:
    """A table that is added tomorrow has to be thought of."""
    dossier = apps.get_model("dossiers", "Dossier")
    naming = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if field.related_model is dossier or (field.name in ("dossier", "dossier_id")):
                naming.add(model._meta.db_table)
    assert len(naming) > 20
    assert naming <= {*COMPLETE, *ONLY_ONCE, *LEFT}
    assert set(LEAN) <= set(COMPLETE)


def sound() -> None:
    """What holds whoever wrote the rows: the acts or a copy."""
    codes = list(Dossier.objects.values_list("code", flat=True))
    assert len(set(codes)) == len(codes)
    for book in DossierSerial.objects.all():
        serials = sorted(
            int(code.rsplit("-", 1)[1])
            for code in codes
            if code.startswith(f"{book.agency_code}-{book.day:%y%m%d}-")
        )
        assert serials == list(range(1, book.last + 1))
    for book in ResultBook.objects.all():
        found = Result.objects.filter(
            agency_id=book.agency_id, notation=book.notation, kind="own", issued_at__year=book.year
        )
        assert (found.count(), found.aggregate(last=Max("serial"))["last"]) == (book.last, book.last)
    with connection.cursor() as cursor:
        cursor.execute(UNREACHED)
        assert cursor.fetchone() == (0,)
    for dossier in Dossier.objects.prefetch_related("parties"):
        assert receipt.fits(dossier, receipt.receipt_secret(dossier))
        acts = records.history(Subject("dossier", dossier.pk))
        assert [one.sequence for one in acts] == list(range(1, len(acts) + 1))
        filed = next(one for one in acts if "owner" in one.digests)
        owner = dossier.parties.get(role="owner")
        assert records.matches(filed, "owner", owner.name)
        result = Result.objects.filter(dossier=dossier, kind="own").first()
        if result:
            told = next(one for one in acts if one.verb == "dossier.number_result")
            assert (told.facts["serial"], told.facts["result"]) == (result.serial, str(result.pk))
            assert records.matches(told, "result_number", result.number)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_copies_are_as_sound_as_what_the_acts_left(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    rows.load_province()
    run = Run.objects.create(first=date(2025, 6, 23), days=9, dossiers=6, seed=4)
    Engine(run, filings.samples(FOLDER), lambda day, counts: None).play()
    sound()
    lived = {str(one) for one in Dossier.objects.values_list("pk", flat=True)}

    with pytest.raises(LookupError, match="Đĩa"):
        plan(run, COPIES, lean=False, room=lambda templates, copies: f"Đĩa {copies}")
    assert not Bulk.objects.exists()

    bulk, templates = plan(run, COPIES, lean=False)
    assert len(templates) >= 2
    # Stopped after the first batch, and gone on with.
    with pytest.raises(KeyboardInterrupt):
        load(bulk, templates, _stop, writers=1, batch=10)
    assert Dossier.objects.count() == len(lived) + 10
    again, templates = plan(run, COPIES, lean=False)
    assert (again, load(again, templates, print, writers=1, batch=10)) == (bulk, COPIES - 10)
    assert load(again, templates, print, writers=1, batch=10) == 0

    expected = {
        cousin(templates[copy % len(templates)].dossier_id, mask(bulk.plan, copy)) for copy in range(COPIES)
    }
    made = {str(one) for one in Dossier.objects.values_list("pk", flat=True)} - lived
    assert made == expected
    sound()
    assert set(Dossier.objects.filter(pk__in=made).values_list("state", flat=True)) == set(
        Dossier.objects.filter(pk__in=bulk.templates).values_list("state", flat=True)
    )
    records.seal()
    report = records.verify()
    assert (report.faults, report.events > 3 * (len(lived) + COPIES)) == ([], True)

    # The next real filing goes on where the copies ended.
    one = Dossier.objects.get(pk=min(made))
    book = DossierSerial.objects.get(agency_code=one.code.rsplit("-", 2)[0], day=one.filed_at.date())
    code, _stamp = next_code(one.received_at_id, book.day)
    assert int(code.rsplit("-", 1)[1]) == book.last + 1

    few, templates = plan(run, 5, lean=True)
    assert load(few, templates, print, writers=1) == 5
    assert Dossier.objects.filter(process_run=None, data={}).count() == 5
    assert records.verify().faults == []


def _stop(standing: int) -> None:
    raise KeyboardInterrupt
