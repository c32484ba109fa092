"""The province's own templates, loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tinhso.foundation.papers import engine
from tinhso.foundation.province.api import Folder

PROVINCE = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"


@pytest.fixture(autouse=True, scope="session")
def _no_process_left() -> Iterator[None]:
    yield
    engine.close()


@pytest.fixture
def templates(db: None) -> Folder:
    """`papers/` of the province in the database."""
    from tinhso.foundation.papers.actions.load import load

    folder = Folder(PROVINCE)
    load(folder)
    return folder
