"""What a process that answers people does when the database keeps it waiting: it says busy, soon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client

from tinhso.conf.database import database_from_url

URL = "postgresql://tinhso@/tinhso?host=/run/db&options=-c work_mem=8MB"


def test_only_a_process_that_is_told_so_limits_its_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TINHSO_STATEMENT_SECONDS", raising=False)
    assert database_from_url(URL, Path())["OPTIONS"]["options"] == "-c work_mem=8MB"
    monkeypatch.setenv("TINHSO_STATEMENT_SECONDS", "30")
    told = database_from_url(URL, Path())["OPTIONS"]["options"]
    assert told == (
        "-c work_mem=8MB -c statement_timeout=30000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=60000"
    )


@pytest.fixture
def held_elsewhere(transactional_db: None) -> Iterator[None]:
    """Somebody holds the tables that both need, and this process does not wait long for a lock."""
    own = connection.get_connection_params()
    own.pop("context", None)
    place = {key: own[key] for key in ("dbname", "user", "password", "host", "port") if own.get(key)}
    with psycopg.connect(**place) as other, connection.cursor() as cursor:
        other.execute("LOCK TABLE dossiers_dossier, identity_apitoken IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET lock_timeout = '50ms'")
        yield
        cursor.execute("RESET lock_timeout")


@pytest.mark.usefixtures("held_elsewhere")
def test_a_page_and_a_program_are_told_to_come_again() -> None:
    client = Client(raise_request_exception=False)
    page = client.get("/so-lieu/")
    program = client.get("/api/v1/worklists/mine", headers={"Authorization": "Bearer x" * 20})
    for answer in (page, program):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Hệ thống đang bận" in page.content.decode()
    assert program.json()["code"] == "busy"
