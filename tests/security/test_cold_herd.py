"""A herd of first visits: each is small, asks the database little, and leaves no session behind (row 11)."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from tests.security.conftest import Two
from tinhso.foundation.worktime.api import at

from tests.government.dossiers.world import MONDAY  # isort: skip

COLD = 150
MOST_QUERIES = 26
MOST_BYTES = 60_000


@pytest.mark.parametrize("address", ["/", "/dang-nhap/", "/thu-tuc/", "/tra-cuu/", "/giup-do/"])
def test_a_first_visit_is_small(address: str, two: Two, django_assert_max_num_queries: Any) -> None:
    with at(MONDAY), django_assert_max_num_queries(MOST_QUERIES):
        answer = Client().get(address)
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) < MOST_BYTES
    assert "sessionid" not in answer.cookies, "a visit alone opens no session"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_150_cold_visits_at_once_are_harmless() -> None:
    def visit(number: int) -> int:
        try:
            return Client().get(("/", "/dang-nhap/", "/tra-cuu/")[number % 3]).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(visit, range(COLD))) == {200}
    assert Session.objects.count() == 0
