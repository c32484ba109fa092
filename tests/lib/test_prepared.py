"""Statements that a connection keeps, and rows of several tables written in one statement."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tinhso.conf.database import database_from_url
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.notices.models import Notice, SinkMessage
from tinhso.foundation.records.models import Event, Salt
from tinhso.government.dossiers.models import Dossier, DossierParty, Fee, Step
from tinhso.lib.composed import _Statement
from tinhso.lib.ids import new_id
from tinhso.lib.prepared import _columns, insert_together, prepared

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def notice(attempts: int = 0) -> Notice:
    return Notice(
        template="filed",
        channel="sms",
        address="0912",
        title="t",
        body="%s $1 “b”",
        attempts=attempts,
        made_at=NOW,
    )


def kept(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{text}%"])
        return int(cursor.fetchone()[0])


def test_a_statement_is_kept_once_whatever_its_numbers() -> None:
    for attempts in (1, 40_000, 2_000_000_000):
        insert_together([notice(attempts)])
    assert sorted(Notice.objects.values_list("attempts", flat=True)) == [1, 40_000, 2_000_000_000]
    assert kept('INSERT INTO "notices_notice"') == 1


def test_a_read_by_its_key_is_kept_and_djangos_own_are_not() -> None:
    found = []
    for number in (7, 8):
        with prepared() as cursor:
            cursor.execute("SELECT %s::int + 1 AS kept_by_key", [number])
            found.append(cursor.fetchone()[0])
    assert found == [8, 9]
    assert kept("kept_by_key") == 1
    assert not kept("count(*) FROM pg_prepared_statements")


def test_rows_of_several_tables_are_one_question_and_stand_as_they_were_given() -> None:
    first, second = notice(1), notice(2)
    sunk = SinkMessage(
        id=new_id(), notice_id=first.id, channel="sms", address="", title="", body="", kept_at=NOW
    )
    with CaptureQueriesContext(connection) as asked:
        insert_together([first, sunk, second])
    assert len(asked) == 1
    assert SinkMessage.objects.get().notice_id == first.id
    told = Notice.objects.get(pk=first.id)
    assert (told.body, told.made_at, told.account_id) == ("%s $1 “b”", NOW, None)
    second.attempts = 9
    second.save()
    assert Notice.objects.get(pk=second.id).attempts == 9


def test_all_of_them_or_none() -> None:
    one, other = (
        SinkMessage(id=new_id(), notice_id=number, channel="", address="", title="", body="", kept_at=NOW)
        for number in [new_id()] * 2
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_together([notice(), one, other])
    assert not Notice.objects.exists()


def test_nothing_is_written_of_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        insert_together([])
    assert not asked.captured_queries


def test_a_pooler_that_changes_connections_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = database_from_url("postgresql:///tinhso", Path())
    assert plain["OPTIONS"]["prepare_threshold"] == 0
    monkeypatch.setenv("TINHSO_PREPARED", "off")
    told = database_from_url("postgresql:///tinhso", Path())
    assert told["OPTIONS"]["prepare_threshold"] is None


def test_each_value_is_written_as_its_field_writes_it() -> None:
    """What goes to the driver as it is, is what the field itself would have handed on."""
    plain = 0
    for model in (Notice, SinkMessage, Dossier, DossierParty, Step, Fee, Event, Salt, StoredFile):
        for column in _columns(model):
            for value in (None, "", "chữ", True, 7, NOW, new_id(), {"a": 1}):
                if column.takes(value):
                    plain += 1
                    written = column.field.get_db_prep_save(value, connection)
                    assert type(written) is type(value)
                    assert written == value
    assert plain > 300
    naive = next(column for column in _columns(Notice) if column.name == "made_at")
    assert not naive.takes(NOW.replace(tzinfo=None))


def test_a_composed_question_names_its_values_by_their_places() -> None:
    found = _Statement("SELECT '100%%' || %s::text, %s::int", ["đồng", 7], ()).run({}, planned=True)
    assert found == [("100%đồng", 7)]
