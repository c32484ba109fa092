"""One running province for all tests of this folder that need a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.launcher.site import RunningProvince, first_start, prepared


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "popen-gw" in base.name else base


@pytest.fixture(scope="session")
def prepared_var(shared: Path) -> Callable[[Path], Path]:
    """`prepared_var(path)` makes a data folder there in which a province was already started once."""
    return lambda var: prepared(var, shared)


@pytest.fixture(scope="session")
def province(
    prepared_var: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningProvince]:
    site = RunningProvince(prepared_var(tmp_path_factory.mktemp("province")), "--no-demo")
    try:
        yield site.start()
    finally:
        if site.process is not None:
            site.stop()


@pytest.fixture
def said_at_first(province: RunningProvince, shared: Path) -> str:
    """What the very first start told the terminal, the one that made the tables and loaded the province."""
    return first_start(shared).said()
