"""Django's `migrate`, which builds an empty database without drawing the models around every change anew."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from tinhso.conf.quick_states import quick_states


class Command(migrate.Command):
    """Only the first time: a database that holds rows is changed exactly as Django does it."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the tables up to date."""
        known = MigrationRecorder(connections[options["database"]]).applied_migrations()
        with nullcontext() if known else quick_states():
            super().handle(*args, **options)
