"""The stage of steering's tests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.government.directives.stage import Stage, build


@pytest.fixture
def stage(db: None, settings: Any, tmp_path: Any) -> Stage:
    settings.STORAGE_DIR = tmp_path / "files"
    return build()
