"""The import of a national file asks the database by batches: 2,642 records stay far below a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.catalogue.conftest import sound
from tinhso.foundation.worktime.api import today
from tinhso.government.catalogue.actions.import_file import import_file
from tinhso.government.catalogue.models import CatalogueEntry
from tinhso.lib.actor import Actor

SYSTEM = Actor.system("test")


def records(count: int, mark: str = "") -> list[dict[str, Any]]:
    """So many sound records, the small file's over and over, each under a code of its own."""
    rows = sound()
    return [
        {**rows[n % len(rows)], "code": f"8.{n:06}", "name": f"{rows[n % len(rows)]['name']} {n}{mark}"}
        for n in range(count)
    ]


@pytest.mark.django_db
def test_the_questions_of_an_import_hardly_grow_with_its_records(write: Callable[..., Path]) -> None:
    asked = []
    for number, day in ((100, 0), (400, 1)):
        for mark in ("", " sửa"):
            path = write(records(number, mark))
            with CaptureQueriesContext(connection) as seen:
                found = import_file(SYSTEM, path, on=today() + timedelta(days=2 * day + bool(mark)))
            asked.append(len(seen))
            assert found.row.added + found.row.changed >= min(number, 300)
    assert CatalogueEntry.objects.filter(valid_to=None).count() == 400
    few_new, few_changed, many_new, many_changed = asked
    # A batch is 500 records: what is written of 400 takes as many statements as of 100.
    assert many_new <= few_new + 8
    assert many_changed <= few_changed + 8
    assert max(asked) <= 40
