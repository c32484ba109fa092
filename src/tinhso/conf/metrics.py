"""Figures for Prometheus: requests by route, jobs by state. No names, no numbers of persons, no codes."""

from __future__ import annotations

import hmac
import ipaddress
import os
import time
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from tinhso.conf.logging import route_of
from tinhso.foundation.identity.api import access, client_ip
from tinhso.lib.errors import Forbidden

BUCKETS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0, 10.0)
REQUESTS = Counter("tinhso_http_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram("tinhso_http_request_seconds", "Time to answer", ["method", "route"], buckets=BUCKETS)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MetricsMiddleware:
    """Counts every answer and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "OTHER"
        route = route_of(request)
        REQUESTS.labels(method, route, response.status_code).inc()
        SECONDS.labels(method, route).observe(time.perf_counter() - began)
        return response


class JobCollector(Collector):
    """Jobs by state, read when Prometheus asks."""

    def collect(self) -> Iterable[Metric]:
        family = GaugeMetricFamily("tinhso_jobs", "Background jobs by state", labels=["state"])
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
                for state, count in cursor.fetchall():
                    family.add_metric([state], count)
            up = 1
        except DatabaseError:
            up = 0
        yield family
        yield GaugeMetricFamily("tinhso_database_up", "1 when the database answers", value=up)


def may_read(address: str, authorization: str, token: str, *, production: bool) -> bool:
    """With a token set, only the token opens the page; without one, only this machine outside production
    (behind a front server everybody would look like this machine)."""
    if token:
        return hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())
    try:
        return not production and ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@access("public")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text. Refused unless the caller is this machine or names TINHSO_METRICS_TOKEN."""
    token = os.environ.get("TINHSO_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "")
    if not may_read(client_ip(request), given, token, production=settings.ENV == "production"):
        raise Forbidden("metrics_closed", "Số đo chỉ mở cho máy chủ này hoặc cho người có mã truy cập.")
    own = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(own)  # type: ignore[no-untyped-call]
        body = generate_latest(own)
    else:
        body = generate_latest(REGISTRY)
    jobs = CollectorRegistry()
    jobs.register(JobCollector())
    return HttpResponse(body + generate_latest(jobs), content_type=CONTENT_TYPE_LATEST)
