"""Fixtures of the log: a folder of its own for keys and seals, an actor, a way to tamper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


@pytest.fixture(autouse=True)
def own_var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def officer() -> Actor:
    return Actor(
        kind="officer", account_id=new_id(), capacity_id=new_id(), agency_id=new_id(), label="Trần Thị Bình"
    )


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Run SQL as the owner of the database does who has switched the guard off."""

    def run(sql: str, *params: Any, table: str = "records_event") -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER records_append_only")
            cursor.execute(sql, params)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER records_append_only")

    return run
