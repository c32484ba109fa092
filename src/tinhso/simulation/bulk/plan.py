"""What is copied, how often, and with which serials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.apps import apps
from django.db import connection, transaction

from tinhso.simulation.bulk.tables import ONLY_ONCE
from tinhso.simulation.bulk.template import Template, template
from tinhso.simulation.models import Bulk, Run
from tinhso.simulation.rules.cousins import taken

MOST = 1_000

_DAY = """
INSERT INTO dossiers_dossierserial AS book (agency_code, day, last) VALUES (%s, %s, %s)
ON CONFLICT (agency_code, day) DO UPDATE SET last = book.last + EXCLUDED.last RETURNING last
"""
_RESULTS = """
INSERT INTO dossiers_resultbook AS book (agency_id, notation, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (agency_id, notation, year) DO UPDATE SET last = book.last + EXCLUDED.last RETURNING last
"""


def lives_to_copy(run: Run) -> list[str]:
    """The dossiers of the run that have ended and hold nothing that can be only once."""
    ended = run.lives.filter(phase="ended").exclude(dossier_id=None).order_by("serial")
    every = [str(one) for one in ended.values_list("dossier_id", flat=True)[:MOST]]
    once: set[str] = set()
    with connection.cursor() as cursor:
        for table, column in ONLY_ONCE.items():
            cursor.execute(f"SELECT {column}::text FROM {table} WHERE {column}::text = ANY (%s)", [every])  # noqa: S608
            once.update(row[0] for row in cursor.fetchall())
    own_code = apps.get_model("dossiers", "Dossier").objects.filter(pk__in=every, portal_code="")
    plain = {str(one) for one in own_code.values_list("pk", flat=True)}
    return [one for one in every if one not in once and one in plain]


def plan(
    run: Run, copies: int, *, lean: bool, room: Callable[[Sequence[Template], int], str] = lambda *_: ""
) -> tuple[Bulk, list[Template]]:
    """The load, begun now or before, and its templates. Serials are taken once, in its first transaction.

    `room` says why the disk is too small for it, if it is. Raises LookupError with a sentence then, and when no life
    has ended; nothing is written.
    """
    with transaction.atomic():
        bulk = Bulk.objects.filter(run=run, copies=copies, lean=lean).first()
        chosen = bulk.templates if bulk else lives_to_copy(run)
        templates = [template(one, lean=lean) for one in chosen]
        if not templates:
            raise LookupError("Chưa hồ sơ nào của lượt này đã xong để chép: hãy thêm --days hoặc --dossiers.")
        if bulk is None:
            if refusal := room(templates, copies):
                raise LookupError(refusal)
            bases = {
                **_take([one.day_book for one in templates], copies, _DAY),
                **({} if lean else _take([one.result_book for one in templates], copies, _RESULTS)),
            }
            bulk = Bulk.objects.create(run=run, copies=copies, lean=lean, templates=chosen, bases=bases)
        return bulk, templates


def _take(books: Sequence[str], copies: int, statement: str) -> dict[str, int]:
    """The last serial of each book before ours."""
    found = {}
    with connection.cursor() as cursor:
        for book, count in sorted(taken(books, copies).items()):
            cursor.execute(statement, [*_key(book), count])
            found[book] = cursor.fetchone()[0] - count
    return found


def _key(book: str) -> list[str | int | date]:
    """A book's key from its name: agency's code and day, or agency, notation and year."""
    if "/" in book:
        agency, rest = book.split("/", 1)
        notation, year = rest.rsplit("/", 1)
        return [agency, notation, int(year)]
    code, day = book.rsplit("-", 1)
    return [code, datetime.strptime(day, "%y%m%d").date()]  # noqa: DTZ007 a day has no zone
