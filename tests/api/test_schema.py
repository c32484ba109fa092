"""The REST API against its own document: no fault of ours, nothing undocumented, problems in two languages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tinhso.conf.rest import _document
from tinhso.conf.wsgi import application

PUBLIC = {("GET", "/procedures"), ("GET", "/procedures/{code}"), ("POST", "/tracking")}
TELLING = {"type", "title", "status", "code", "detail"}
LANGUAGES = ("vi", "en")


def operations() -> Iterator[Any]:
    """Every operation of the published document, loaded as a stranger would load it."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for result in schema.get_all_operations():
        yield result.ok()


def place(operation: Any) -> tuple[str, str]:
    """Method and path without the version's prefix."""
    return operation.method.upper(), operation.path.removeprefix("/api/v1")


def try_out(operation: Any, examples: int, headers: dict[str, str], look: Callable[[Any, Any], None]) -> int:
    """Send generated requests, fitting and not; each answer is checked against the document, then by `look`."""
    sent = 0

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        nonlocal sent
        # What fits the document may still not fit the procedure's own form: 422 is right then.
        answer = case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
        sent += 1
        look(case, answer)

    run()
    return sent


def is_a_problem(answer: Any, language: str) -> None:
    """RFC 9457 in the language that was asked for."""
    assert answer.headers["content-type"][0].startswith("application/problem+json")
    assert answer.headers["content-language"] == [language]
    body = json.loads(answer.content)
    assert body.keys() >= TELLING
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["detail"]
    for told in body.get("errors", []):
        # The validator's own English never gets through.
        assert told["message"]
        assert "Input should" not in told["message"]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_find_public_doors_and_problems(token: str, language: str) -> None:
    seen: set[tuple[str, str]] = set()

    def look(case: Any, answer: Any) -> None:
        assert answer.status_code < 500
        if place(case.operation) not in PUBLIC:
            assert answer.status_code == 401
        if answer.status_code >= 400:
            is_a_problem(answer, language)

    for operation in operations():
        assert try_out(operation, 5, {"Accept-Language": language}, look) >= 1
        seen.add(place(operation))
    assert seen > PUBLIC


@pytest.mark.slow
def test_clients_get_what_the_document_says(token: str) -> None:
    good: set[tuple[str, str]] = set()

    def look(case: Any, answer: Any) -> None:
        assert answer.status_code < 500
        if answer.status_code < 400:
            good.add(place(case.operation))
        else:
            is_a_problem(answer, "en")

    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    tried = sum(try_out(operation, 12, headers, look) for operation in operations())
    assert tried >= 100
    assert {("GET", "/procedures"), ("GET", "/dossiers"), ("GET", "/worklists")} <= good


def test_the_document_keeps_its_word_about_itself(token: str) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    made = _document.cache_info().misses
    assert Client().get("/api/v1/openapi.json").json() == document
    assert _document.cache_info().misses == made, (
        "anybody may ask, and it takes a quarter of a second to make"
    )
    for path, item in document["paths"].items():
        for method, operation in item.items():
            answers = operation["responses"]
            assert operation.get("summary"), (path, method)
            assert any(status.startswith("2") for status in answers), (path, method)
            failures = {status: a for status, a in answers.items() if status >= "4"}
            assert failures, (path, method)
            for status, answer in failures.items():
                assert list(answer["content"]) == ["application/problem+json"], (path, method, status)
            public = (method.upper(), path.removeprefix("/api/v1")) in PUBLIC
            assert public != bool(operation.get("security")), (path, method)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/no-such-door", 404), ("DELETE", "/dossiers", 405), ("PUT", "/procedures", 405)],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_doors_that_do_not_exist_answer_with_problems(
    token: str, method: str, path: str, status: int, language: str
) -> None:
    answer = Client(headers={"Accept-Language": language}).generic(method, f"/api/v1{path}")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Language"] == language
    assert answer.json().keys() >= TELLING
    if status == 405:
        assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    ("language", "title", "detail"),
    [
        ("vi", "Cần mã truy cập", "Cần mã truy cập còn hiệu lực để gọi giao diện này."),
        ("en", "Access token needed", "A valid access token is needed to call this interface."),
    ],
)
def test_a_problem_speaks_the_readers_language(token: str, language: str, title: str, detail: str) -> None:
    answer = Client(headers={"Accept-Language": language}).get("/api/v1/dossiers")
    assert answer.status_code == 401
    assert answer["Vary"].find("Accept-Language") >= 0
    assert (answer.json()["title"], answer.json()["detail"]) == (title, detail)
