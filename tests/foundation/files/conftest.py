"""Fixtures of files: a storage folder of its own, a resident."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id


@pytest.fixture(autouse=True)
def storage_dir(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGE_DIR = tmp_path / "files"
    return settings.STORAGE_DIR


@pytest.fixture
def resident() -> Actor:
    return Actor(kind="resident", account_id=new_id())
