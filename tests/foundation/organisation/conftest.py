"""The real province, loaded once per module inside a transaction that is rolled back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tinhso.foundation.organisation.folder import load_part
from tinhso.foundation.province.api import Folder
from tinhso.lib.actor import Actor

VINHPHUC = Path(__file__).resolve().parents[3] / "provinces" / "vinhphuc"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Folder]:
    """provinces/vinhphuc in the database for all tests of a module; each test is a savepoint within."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = Folder(VINHPHUC)
        load_part(folder, Actor.system("test"))
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def vinhphuc(loaded: Folder, db: None) -> Folder:
    """Units, agencies, codes and names of provinces/vinhphuc."""
    return loaded
