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
from tinhso.simulation.bulk import load as loading
from tinhso.simulation.bulk.load import load, may_go_bare
from tinhso.simulation.bulk.plan import plan
from tinhso.simulation.bulk.tables import COMPLETE, LEAN, LEFT, ONLY_ONCE, REACH
from tinhso.simulation.engine import Engine
from tinhso.simulation.models import Bulk, Run
from tinhso.simulation.rules.cousins import cousin, mask

FOLDER = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"
COPIES = 23
# The pairs that dossiers, steps and questions say, against those that are kept: what only one side has.
PAIRS = """
WITH said AS (
    SELECT d.id AS dossier_id, a.agency_id, d.unit_code FROM dossiers_dossier d
    CROSS JOIN LATERAL (VALUES (received_at_id), (competent_id), (helped_at_id)) AS a (agency_id)
    WHERE a.agency_id IS NOT NULL
    UNION SELECT s.dossier_id, s.agency_id, d.unit_code FROM dossiers_step s JOIN dossiers_dossier d ON d.id = s.dossier_id
    UNION SELECT o.dossier_id, o.agency_id, d.unit_code FROM dossiers_opinion o JOIN dossiers_dossier d ON d.id = o.dossier_id
), kept AS (SELECT dossier_id, agency_id, unit_code FROM dossiers_reach)
SELECT (SELECT count(*) FROM (TABLE said EXCEPT TABLE kept) a), (SELECT count(*) FROM (TABLE kept EXCEPT TABLE said) b),
    (SELECT count(*) FROM kept)
"""
# Entries of the books that do not come to nothing, and receipts without one.
BOOKS = """
SELECT (SELECT count(*) FROM (SELECT FROM payments_line GROUP BY entry_id HAVING sum(amount) <> 0) a),
    (SELECT count(*) FROM dossiers_feepayment p WHERE p.paid > 0 AND NOT EXISTS (
        SELECT FROM payments_entry e JOIN payments_line l ON l.entry_id = e.id
        WHERE e.receipt_line = p.id AND e.source = 'receipt:' || p.id || ':0'))
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
        cursor.execute(PAIRS)
        missing, more, kept = cursor.fetchone()
        assert (missing, more, kept >= len(codes)) == (0, 0, True)
        cursor.execute(BOOKS)
        assert cursor.fetchone() == (0, 0)
        _no_reference_hangs(cursor)
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


def _no_reference_hangs(cursor: Any) -> None:
    """Whatever wrote the rows, every foreign key of a copied table leads somewhere."""
    asked = 0
    for model in apps.get_models():
        if model._meta.db_table not in (*COMPLETE, REACH):
            continue
        for field in model._meta.local_concrete_fields:
            if field.is_relation and field.related_model is not None and field.column:
                target, key = field.related_model._meta.db_table, field.target_field.column
                cursor.execute(
                    f'SELECT count(*) FROM {model._meta.db_table} a WHERE a."{field.column}" IS NOT NULL'
                    f' AND NOT EXISTS (SELECT FROM {target} b WHERE b."{key}" = a."{field.column}")'
                )
                assert cursor.fetchone() == (0,), (model, field)
                asked += 1
    assert asked > 40


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("bare", [True, False])
def test_copies_are_as_sound_as_what_the_acts_left(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, bare: bool
) -> None:
    monkeypatch.setattr(loading, "may_go_bare", lambda: bare)
    settings.VAR = tmp_path
    rows.load_province()
    assert may_go_bare(), "the database of tests lets triggers be turned off"
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
