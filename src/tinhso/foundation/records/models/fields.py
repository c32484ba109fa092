"""PostgreSQL's 64-bit transaction id as a model field."""

from __future__ import annotations

from typing import Any

from django.db import models


class XidField(models.BigIntegerField):  # type: ignore[type-arg]  # not subscriptable at run time
    """An `xid8` column read as int. It never wraps within one cluster, so it orders commits safely."""

    def db_type(self, connection: Any) -> str:
        """The column type."""
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        """Read the driver's text as a number."""
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str | None:
        """Send as text: PostgreSQL has no cast from bigint to xid8."""
        return None if value is None else str(int(value))
