"""One running province for all tests of this folder that need a real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.launcher.site import RunningProvince


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    site = RunningProvince(tmp_path_factory.mktemp("province"), "--no-demo")
    try:
        yield site.start()
    finally:
        if site.process is not None:
            site.stop()
