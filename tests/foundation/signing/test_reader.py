"""The warm process that reads signed files: what ends it, and what does not."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.foundation.signing.office import paper
from tinhso.foundation.signing import reader
from tinhso.foundation.signing.reader import Reader

TASK: dict[str, Any] = {
    "roots": [],
    "between": [],
    "hosts": [],
    "now": "2026-11-23T08:00:00+07:00",
    "sent": 0,
}


@pytest.fixture(scope="module")
def warm() -> Iterator[Reader]:
    made = Reader()
    assert made.ask(TASK, paper()) == {"fault": "", "signatures": []}
    yield made
    made.close()


def pid(one: Reader) -> int:
    assert one.process.pid
    return one.process.pid


def test_one_process_reads_many(warm: Reader) -> None:
    before = pid(warm)
    assert [warm.ask(TASK, paper()) for _turn in range(3)] == [{"fault": "", "signatures": []}] * 3
    assert (warm.ask(TASK, b"GIF89a") or {})["fault"] == "not_pdf"
    assert pid(warm) == before


def test_a_child_that_dies_is_told_and_the_next_file_is_read(warm: Reader) -> None:
    assert warm.ask({**TASK, "now": "no moment"}, paper()) is None
    assert warm.ask(TASK, paper()) == {"fault": "", "signatures": []}


def test_a_reader_that_was_killed_is_replaced(warm: Reader) -> None:
    before = pid(warm)
    os.kill(before, signal.SIGKILL)
    assert warm.ask(TASK, paper()) == {"fault": "", "signatures": []}
    assert pid(warm) != before


def test_nobody_waits_for_the_file_of_another() -> None:
    with reader._kept.lock:  # as while it reads
        found: list[Any] = []
        other = threading.Thread(target=lambda: found.append(reader.ask(TASK, paper())))
        other.start()
        other.join(30)
    assert found == [{"fault": "", "signatures": []}]
