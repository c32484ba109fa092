"""Health pages answer load balancers; the figures answer only those who may ask."""

from __future__ import annotations

import shutil
from collections import namedtuple

import pytest
from django.db import connection
from django.test import Client

from tinhso.conf import health
from tinhso.conf.metrics import may_read

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def beat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_live_answers_without_a_database_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        response = Client().get("/health/live")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


def test_ready_when_every_part_is_fit() -> None:
    beat(5)
    response = Client().get("/health/ready")
    assert response.status_code == 200, response.content
    assert response.json()["checks"] == dict.fromkeys(["database", "migrations", "worker", "disk"], "ok")


def test_a_silent_worker_is_named() -> None:
    beat(120)
    response = Client().get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == "fault"
    assert response.json()["checks"]["database"] == "ok"


def test_a_missing_worker_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    assert Client().get("/health/ready").json()["checks"]["worker"] == "fault"


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    beat(5)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 10**12, health.LOWEST_DISK - 1))
    assert Client().get("/health/ready").json()["checks"]["disk"] == "fault"


def test_post_is_not_for_health() -> None:
    assert Client().post("/health/live").status_code == 405


def test_metrics_count_by_route() -> None:
    client = Client()
    client.get("/health/live")
    text = client.get("/metrics").content.decode()
    assert 'tinhso_http_requests_total{method="GET",route="/health/live",status="200"}' in text
    assert "tinhso_database_up 1.0" in text


def test_metrics_are_shut_to_strangers() -> None:
    response = Client(REMOTE_ADDR="192.168.1.20").get("/metrics")
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("address", "authorization", "token", "production", "allowed"),
    [
        ("127.0.0.1", "", "", False, True),
        ("::1", "", "", False, True),
        ("10.0.0.9", "", "", False, False),
        ("", "", "", False, False),
        ("127.0.0.1", "", "", True, False),
        ("127.0.0.1", "", "abc", False, False),
        ("10.0.0.9", "Bearer abc", "abc", True, True),
        ("10.0.0.9", "Bearer abd", "abc", True, False),
        ("10.0.0.9", "Bearer ạbc", "abc", True, False),
    ],
)
def test_who_may_read_figures(
    address: str, authorization: str, token: str, production: bool, allowed: bool
) -> None:
    assert may_read(address, authorization, token, production=production) is allowed
