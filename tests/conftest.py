"""Shared fixtures. Every test runs against real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tinhso.lib.held import forget_all


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    """Each test has its own rows: nothing read by an earlier one may be remembered."""
    forget_all()
    yield
    forget_all()
