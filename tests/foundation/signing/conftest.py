"""An authority of our own for these tests, on loopback, its keys made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.signing.office import Office, opened


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Everybody's keys and certificates, and the services that answer about them."""
    with opened(Path(tmp_path_factory.mktemp("pki"))) as found:
        yield found
