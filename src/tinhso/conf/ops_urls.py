"""Doors of operations: health and figures."""

from __future__ import annotations

from django.urls import path

from tinhso.conf import health, metrics

urlpatterns = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
