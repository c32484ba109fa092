"""A fault tells where it happened, and nothing about whom: whatever was in locals, body, query or database."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.test import Client

from tinhso.conf.fault_lines import told
from tinhso.conf.logging import Lines, logging_config, scrub

NAME, NUMBER, PHONE = "Nguyễn Thị Bí Mật", "026190123456", "0912 345 678"
FORM = {"name": NAME, "citizen_id": NUMBER}
PRIVATE = (NAME, "Bí Mật", "B\\u00ed", NUMBER, "026190", "345 678", "345678", "026 190 123 456", "H62-261122")
Log = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def log() -> Iterator[Log]:
    """What the site's own formatter writes of everything that is logged meanwhile."""
    config = logging_config()["formatters"]["json"]
    stream = io.StringIO()
    handler = Lines(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=config["processors"], foreign_pre_chain=config["foreign_pre_chain"]
        )
    )
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def fault_of(log: Log) -> dict[str, Any]:
    """The one line about a fault, after making sure that no line names anybody."""
    written = json.dumps(log(), ensure_ascii=False) + json.dumps(log())
    assert [word for word in PRIVATE if word in written] == []
    (line,) = [entry for entry in log() if "fault" in entry]
    return line


@pytest.mark.django_db
@pytest.mark.urls("tests.conf.fault_routes")
class TestViews:
    def test_locals_body_query_and_path_stay_out(self, log: Log, browser: Client) -> None:
        answer = browser.post(f"/break/H62-261122-0001/?phone={PHONE}&cccd={NUMBER}", FORM)
        assert answer.status_code == 500
        assert NAME not in answer.content.decode()
        line = fault_of(log)
        assert line["fault"] == "builtins.RuntimeError"
        assert [fault["kind"] for fault in line["faults"]] == ["builtins.RuntimeError", "builtins.ValueError"]
        assert line["faults"][0]["at"][-1].endswith("broken")
        assert "fault_routes.py:" in line["faults"][0]["at"][-1]
        assert (line["event"], line["status"], line["method"]) == ("request failed", 500, "POST")
        assert line["route"] == "/break/<str:code>/"
        assert line["request_id"] in answer.content.decode()

    def test_the_database_quotes_no_row(self, log: Log, browser: Client) -> None:
        assert browser.post("/double/", FORM).status_code == 500
        line = fault_of(log)
        assert line["fault"] == "django.db.utils.IntegrityError"
        cause = line["faults"][1]
        assert cause["kind"] == "psycopg.errors.UniqueViolation"
        assert (cause["sqlstate"], cause["table_name"]) == ("23505", "identity_person")
        assert "citizen_id" in cause["constraint_name"]

    def test_nor_a_row_that_does_not_fit(self, log: Log, browser: Client) -> None:
        assert browser.post("/unfitting/", FORM).status_code == 500
        cause = fault_of(log)["faults"][1]
        assert cause["constraint_name"] == "person_citizen_id_12_digits"

    def test_a_refusal_keeps_its_code(self, log: Log, browser: Client) -> None:
        assert browser.post("/missing/", FORM).status_code == 500
        kinds = [(fault["kind"], fault.get("code")) for fault in fault_of(log)["faults"]]
        assert kinds == [("builtins.KeyError", None), ("tinhso.lib.errors.NotFound", "person_unknown")]

    def test_rest(self, log: Log, browser: Client) -> None:
        answer = browser.post("/rest/break", FORM, "application/json")
        assert answer.status_code == 500
        assert fault_of(log)["fault"] == "builtins.ValueError"


def test_our_own_lines_and_those_of_libraries(log: Log) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        logging.getLogger("tinhso.some").exception("could not ask %s", NUMBER)
        structlog.stdlib.get_logger("tinhso.other").exception("could not ask", number=NUMBER, at=int(NUMBER))
        logging.getLogger("procrastinate").error("job failed", exc_info=True, stack_info=True)
    written = json.dumps(log(), ensure_ascii=False)
    assert [word for word in PRIVATE if word in written] == []
    lines = [entry for entry in log() if "fault" in entry]
    assert [entry["fault"] for entry in lines] == ["builtins.ValueError"] * 3


def test_a_line_that_cannot_be_written_prints_no_arguments(
    log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    record = logging.LogRecord("tinhso.some", logging.ERROR, "some.py", 7, "%d years", (NAME,), None)
    next(handler for handler in logging.getLogger().handlers if isinstance(handler, Lines)).handle(record)
    assert NAME not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Key (citizen_id)=(026190123456) already exists.", "Key (citizen_id)=(…) already exists."),
        ("Key (name, note)=(Lê (A), x) exists", "Key (name, note)=(…) exists"),
        ("DETAIL: Failing row contains (1, Lê Thị An, null).", "DETAIL: Failing row contains (…)."),
        ("số 026 190 123 456", "số […]"),
        ("số 026.190.123.456", "số […]"),
        ("gọi 0912 345 678", "gọi […]"),
        ("019a2274-848d-7289-ab44-604750194217", "019a2274-848d-7289-ab44-604750194217"),
        ("00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000001"),
        ("2026-11-22T08:52:08.088789Z", "2026-11-22T08:52:08.088789Z"),
        (26190123456, "[…]"),
        (1234.5, 1234.5),
        (True, True),
        ({"026190123456": "x"}, {"[…]": "x"}),
    ],
)
def test_scrub(text: object, kept: object) -> None:
    assert scrub(text) == kept


def test_a_fault_that_causes_itself_ends() -> None:
    first, second = ValueError(NAME), KeyError(NAME)
    first.__cause__, second.__cause__ = second, first
    assert [fault["kind"] for fault in told(first)["faults"]] == ["builtins.ValueError", "builtins.KeyError"]
