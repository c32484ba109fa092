"""JSON that keeps the order of its keys: the order of a form's questions is part of the form."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class OrderedJSONField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A JSON value stored as its own text, because `jsonb` sorts keys by their length."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """The parsed value."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """Parsed, whether it came as text or as a value."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        """The text as stored, keys in the order given."""
        return None if value is None else json.dumps(value, ensure_ascii=False)
