"""Logs are JSON and hold nothing that identifies a person."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
import structlog
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tinhso.conf.logging import logging_config, scrub


def lines(records: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """What our formatter writes for these (message, argument) pairs."""
    config = logging_config()["formatters"]["json"]
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=config["processors"], foreign_pre_chain=config["foreign_pre_chain"]
    )
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("tinhso.test.logging")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        for message, argument in records:
            logger.error(message, argument)
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_one_json_object_without_the_number() -> None:
    (entry,) = lines([("cannot notify %s", "001199012345 an.nguyen@example.vn")])
    assert entry["event"] == "cannot notify […] […]"
    assert entry["level"] == "error"
    assert entry["time"].endswith("Z")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CCCD 001199012345", "CCCD […]"),
        ("gọi 0912345678 ngay", "gọi […] ngay"),
        ("GET /tra-cuu?ma=H62.1&bi-mat=xyz HTTP", "GET /tra-cuu?… HTTP"),
        ("a.b+c@thu.vn", "[…]"),
        ("step 12345678 of 2026", "step 12345678 of 2026"),
    ],
)
def test_scrub(text: str, kept: str) -> None:
    assert scrub(text) == kept
    assert scrub({"deep": [text]}) == {"deep": [kept]}


@given(st.text(), st.from_regex(r"[0-9]{9,14}", fullmatch=True), st.text())
def test_no_long_number_survives(before: str, number: str, after: str) -> None:
    assert number not in scrub(f"{before} {number} {after}")


@pytest.mark.django_db
def test_the_access_log_names_the_route_not_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    from structlog.testing import capture_logs

    with capture_logs() as entries:
        Client().get("/health/live?cccd=001199012345")
    (entry,) = [e for e in entries if e["event"] == "request"]
    assert entry["route"] == "/health/live"
    assert entry["status"] == 200
    assert "001199012345" not in json.dumps(entry)
