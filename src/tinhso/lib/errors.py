"""Refusals: the only errors that reach a user, each with a code, a sentence and a way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """One fault of one field: where (dotted path), what is wrong, in plain Vietnamese."""

    field: str
    message: str


class Refused(Exception):
    """An act that cannot be done; nothing was changed.

    `code` is stable (helpdesk and API clients find it), `message` is a Vietnamese sentence for the
    person, `field` names what to mend and `way_out` says how.
    """

    status = 422

    def __init__(
        self, code: str, message: str, *, field: str | None = None, way_out: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.message} {self.way_out}" if self.way_out else self.message


class Invalid(Refused):
    """Input that does not fit; holds every faulty field at once."""

    def __init__(self, errors: Sequence[FieldError], code: str = "invalid") -> None:
        super().__init__(code, errors[0].message if errors else "", field=errors[0].field if errors else None)
        self.errors = list(errors)


class Forbidden(Refused):
    """The actor has no right to this act."""

    status = 403


class NotFound(Refused):
    """No such thing, or the actor may not know that it exists."""

    status = 404


class Conflict(Refused):
    """Somebody else was first: a stale page, a double submit, two officers on one dossier."""

    status = 409


class Busy(Refused):
    """Too many requests, or the system asks to try again shortly."""

    status = 429
