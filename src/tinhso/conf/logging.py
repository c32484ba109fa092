"""Logs are one JSON object a line, and hold nothing about a person.

An address on our site can carry a dossier's code, so the access log names the route's pattern, never the
path; query strings, bodies, cookies and names of users are never written. Of an exception the log tells the
kind and the frames, not the words (`fault_lines`).
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

from tinhso.conf.fault_lines import drop_words

# Citizen IDs, tax numbers and telephones are runs of nine or more digits, also written in groups; the last are
# e-mail addresses. The ids of our own rows (UUIDs) are taken first, so that no part of one looks like a number.
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_GROUPS = r"\d{3}(?:[ .\-]\d{3}){3}|0\d{2,3}[ .\-]\d{3}[ .\-]\d{3,4}"
PERSONAL = re.compile(
    rf"(?P<ours>(?<![\w-]){_UUID}(?![\w-]))|\d{{9,}}|{_GROUPS}|[\w.+-]{{1,64}}@[\w-]{{1,255}}\.[\w.-]+"
)
# PostgreSQL's own words about a row: `Key (citizen_id)=(…)`, `Failing row contains (…)`.
ROW = re.compile(r"(?P<what>Key \([^)]*\)=|row contains )\(.*\)", re.S)
QUERY = re.compile(r"\?[^\s\"']*")


def scrub(value: Any) -> Any:
    """The same value with what may identify a person taken out of its texts."""
    if isinstance(value, str):
        return PERSONAL.sub(
            lambda found: found["ours"] or "[…]", QUERY.sub("?…", ROW.sub(r"\g<what>(…)", value))
        )
    if isinstance(value, dict):
        return {scrub(key): scrub(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [scrub(entry) for entry in value]
    if value is None or isinstance(value, bool | int | float):
        return value if abs(value or 0) < 10**8 else "[…]"
    return scrub(str(value))


def scrub_event(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """structlog's processor: scrub every text of the entry, tracebacks too."""
    return {key: value if key.startswith("_") else scrub(value) for key, value in event.items()}


class Lines(logging.StreamHandler[Any]):
    """Writes to stderr. A line that cannot be made says so, where Python would print its arguments."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Name the place of the faulty line, nothing of what it would have said."""
        with suppress(Exception):
            self.stream.write(f'{{"event": "log line lost", "at": "{record.pathname}:{record.lineno}"}}\n')


def without_paths(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """structlog's processor: Django's own lines about requests hold the path; the route is told instead."""
    record = event.get("_record")
    if record is not None and record.name.startswith(("django.request", "django.security")):
        request = getattr(record, "request", None)
        event["event"] = "request failed"
        event["status"] = getattr(record, "status_code", None)
        if request is not None:
            event["method"], event["route"] = request.method, route_of(request)
            event["request_id"] = getattr(request, "request_id", None)
    return event


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
                    without_paths,
                    drop_words,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    scrub_event,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "tinhso.conf.logging.Lines", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "tinhso": {"level": level},
            "procrastinate": {"level": "WARNING"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Its lines repeat the path; the access log below says the same without it.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            # So do those of the CSRF check and of forged cookies; metrics and the access log count them.
            "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "django.security.csrf": {"handlers": [], "level": "CRITICAL", "propagate": False},
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
