"""The process of a version is stored at its first use, and forgotten with a transaction that is undone."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.government.dossiers.world import CODE, procedure
from tinhso.foundation.process.models import ProcessSpec
from tinhso.government.procedures import api as procedures

pytestmark = pytest.mark.django_db


def test_what_was_undone_is_stored_again() -> None:
    row = procedure(CODE)
    with transaction.atomic():
        first = procedures.spec_id(row.pk)
        assert procedures.spec_id(row.pk) == first
        transaction.set_rollback(True)
    assert not ProcessSpec.objects.filter(pk=first).exists()
    assert procedures.spec_id(row.pk) == first
    assert ProcessSpec.objects.filter(pk=first).exists()


def test_what_is_committed_is_asked_once(
    django_assert_num_queries, django_capture_on_commit_callbacks
) -> None:
    row = procedure(CODE)
    with django_capture_on_commit_callbacks(execute=True):
        first = procedures.spec_id(row.pk)
    procedures.spec_id(row.pk)
    with django_assert_num_queries(0):
        assert procedures.spec_id(row.pk) == first
