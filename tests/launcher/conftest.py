"""One running province for all tests of this folder that need a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.launcher.site import RunningProvince, prepared


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    site = RunningProvince(tmp_path_factory.mktemp("province"), "--no-demo")
    try:
        yield site.start()
    finally:
        if site.process is not None:
            site.stop()


@pytest.fixture(scope="session")
def prepared_var(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`prepared_var(path)` makes a data folder there in which a province was already started once."""
    base = tmp_path_factory.getbasetemp()
    return lambda var: prepared(var, base.parent if "popen-gw" in base.name else base)
