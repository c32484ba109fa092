"""The body of an error of the REST API, as its OpenAPI document tells it (RFC 9457, problem+json)."""

from __future__ import annotations

from ninja import Schema


class FieldProblem(Schema):
    """One fault of one field."""

    field: str
    message: str


class Problem(Schema):
    """An error. `code` is stable; `detail` and `way_out` are for people."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    way_out: str | None = None
    errors: list[FieldProblem] = []
