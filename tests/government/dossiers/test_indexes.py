"""Every entry of an index is paid for by each filing: none says what another says already."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.plans import plan
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.notices.models import Notice
from tinhso.government.dossiers.models import Dossier, DossierFile, DossierParty, Fee, Step
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db
# What one filing writes, and the papers beside it.
WRITTEN = (
    "dossiers_dossier",
    "dossiers_dossierparty",
    "dossiers_fee",
    "dossiers_step",
    "dossiers_dossierfile",
    "dossiers_idempotencykey",
    "dossiers_reach",
    "files_storedfile",
    "notices_notice",
    "records_chainhead",
    "records_salt",
)
# Of each index its key columns with their classes of operators, and under which condition it holds.
_INDEXES = """
SELECT c.relname, i.indrelid::regclass::text, i.indisunique, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
       (SELECT array_agg(pg_get_indexdef(i.indexrelid, k, true) || ' ' || i.indclass[k - 1] ORDER BY k)
        FROM generate_series(1, i.indnkeyatts) k)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid::regclass::text = ANY(%s)
"""


def test_no_index_is_the_beginning_of_another() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [list(WRITTEN)])
        every = cursor.fetchall()
    assert {table for _name, table, *_rest in every} == set(WRITTEN)
    needless = [
        f"{name} in {other}"
        for name, table, unique, only, keys in every
        for other, its_table, _unique, its_only, its_keys in every
        if name != other and table == its_table and not unique and only == its_only
        if its_keys[: len(keys)] == keys
    ]
    assert needless == []


def test_a_filing_pays_for_so_many_entries() -> None:
    """Whoever adds an index to what a filing writes raises a number here on purpose."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indrelid::regclass::text, count(*) FROM pg_index WHERE indrelid::regclass::text = ANY(%s)"
            " GROUP BY 1",
            [list(WRITTEN)],
        )
        counted = dict(cursor.fetchall())
    assert counted == {
        "dossiers_dossier": 15,  # one of them only for those who pay before reception
        "dossiers_dossierparty": 5,
        "dossiers_fee": 3,
        "dossiers_step": 10,
        "dossiers_dossierfile": 6,
        "dossiers_idempotencykey": 3,
        "dossiers_reach": 3,
        "files_storedfile": 5,
        "notices_notice": 4,
        "records_chainhead": 2,
        "records_salt": 2,
    }


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: DossierParty.objects.filter(dossier_id=new_id()), "party_one_per_role"),
        (lambda: Fee.objects.filter(dossier_id=new_id()), "fee_once"),
        (lambda: Step.objects.filter(dossier_id=new_id()).order_by("ordinal"), "step_ordinal_once"),
        (lambda: Step.objects.order_by().filter(attachment_id=new_id()), "step_attachment"),
        (lambda: Step.objects.order_by().filter(came_from_id=new_id()), "step_came_from"),
        (lambda: DossierFile.objects.order_by().filter(dossier_id=new_id()), "dossier_file_component"),
        (lambda: DossierFile.objects.order_by().filter(supplement_id=new_id()), "dossier_file_answers"),
        (lambda: DossierFile.objects.order_by().filter(source_dossier_id=new_id()), "dossier_file_source"),
        (lambda: Dossier.objects.filter(code="H62-1"), "dossier_code_once"),
        (lambda: StoredFile.objects.filter(sha256="0" * 64), "files_by_content"),
        (lambda: Notice.objects.filter(account_id=new_id()), "notices_by_account"),
    ],
)
def test_what_was_found_by_its_own_index_is_found_by_another(rows, index: str) -> None:
    told = plan(rows(), without=("bitmapscan",))
    assert index in told
    assert "Seq Scan" not in told
