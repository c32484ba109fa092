"""Logs are one JSON object a line, and hold nothing about a person.

An address on our site can carry a dossier's code, so the access log names the route's pattern, never the
path; query strings, bodies, cookies and names of users are never written.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

# Runs of nine or more digits are citizen IDs, tax numbers or telephones; the second are e-mail addresses.
PERSONAL = re.compile(r"\d{9,}|[\w.+-]+@[\w-]+\.[\w.-]+")
QUERY = re.compile(r"\?[^\s\"']*")


def scrub(value: Any) -> Any:
    """The same value with what may identify a person taken out of its texts."""
    if isinstance(value, str):
        return PERSONAL.sub("[…]", QUERY.sub("?…", value))
    if isinstance(value, dict):
        return {key: scrub(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [scrub(entry) for entry in value]
    return value


def scrub_event(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """structlog's processor: scrub every text of the entry, tracebacks too."""
    return {key: value if key.startswith("_") else scrub(value) for key, value in event.items()}


BEFORE: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]


def logging_config(level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING: everything through one handler to stderr, as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": BEFORE,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    scrub_event,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "tinhso": {"level": level},
            "procrastinate": {"level": "WARNING"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Its lines repeat the path; the access log below says the same without it.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


structlog.configure(
    processors=[*BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def route_of(request: HttpRequest) -> str:
    """The route's pattern: a page's address without the codes and ids in it."""
    match = getattr(request, "resolver_match", None)
    return "/" + match.route if match is not None and match.route is not None else "(none)"


class AccessLogMiddleware:
    """One line per answer: method, route, status, milliseconds, the id that the person may read to us."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.log = structlog.stdlib.get_logger("tinhso.http")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        self.log.info(
            "request",
            method=request.method,
            route=route_of(request),
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000, 1),
            request_id=getattr(request, "request_id", None),
        )
        return response
