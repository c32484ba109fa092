"""A reader of the log that goes on from its place: nothing twice, nothing missed, however late it commits."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from tests.foundation.records.horizon import settled
from tinhso.foundation.records.api import Place, Subject, committed_after, record
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

CLERK = Actor(kind="officer", account_id=new_id())


def note(number: int) -> None:
    record(CLERK, "dossier.test", Subject("dossier", new_id()), {"n": number})


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_is_read_after_and_not_lost() -> None:
    note(1)
    settled()
    wrote, go_on = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            note(2)
            wrote.set()
            go_on.wait(10)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    assert wrote.wait(10)
    note(3)
    first = committed_after(Place(), "dossier")
    assert [e.facts["n"] for e in first] == [1]
    go_on.set()
    thread.join(10)
    settled()
    then = committed_after(first[-1].place, "dossier")
    assert [e.facts["n"] for e in then] == [2, 3]
    assert committed_after(then[-1].place, "dossier") == []


@pytest.mark.django_db(transaction=True)
def test_pages_and_kinds() -> None:
    for n in range(5):
        note(n)
    record(CLERK, "draft.test", Subject("draft", new_id()))
    settled()
    place, seen = Place(), []
    while page := committed_after(place, "dossier", limit=2):
        seen += [e.facts["n"] for e in page]
        place = page[-1].place
    assert seen == [0, 1, 2, 3, 4]
