"""Rules over all tables and migrations: reversible, complete, and keys that point the right way."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.special import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import ForeignKey, OneToOneField

ROOMS = [c for c in apps.get_app_configs() if c.name.startswith("tinhso.")]


def room_of(label: str) -> str:
    return apps.get_app_config(label).name


def test_there_are_rooms() -> None:
    assert len(ROOMS) >= 10


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_every_migration_can_be_taken_back() -> None:
    loader = MigrationLoader(connection)
    ours = {k: m for k, m in loader.disk_migrations.items() if k[0] in {c.label for c in ROOMS}}
    assert ours
    oneway = [
        f"{label}.{name}: {operation.describe()}"
        for (label, name), migration in ours.items()
        for operation in migration.operations
        if not operation.reversible
        or (isinstance(operation, RunSQL) and operation.reverse_sql is None)
        or (isinstance(operation, RunPython) and operation.reverse_code is None)
    ]
    assert oneway == []


def test_foreign_keys_point_to_foundation_or_stay_inside() -> None:
    wrong = []
    for config in ROOMS:
        for model in config.get_models():
            for field in model._meta.local_fields:
                if not isinstance(field, ForeignKey | OneToOneField):
                    continue
                target = field.related_model._meta
                if target.app_label == config.label:
                    continue
                home = room_of(target.app_label)
                crosses = home.startswith("tinhso.") and not home.startswith("tinhso.foundation")
                named = not field.remote_field.related_name or not field.remote_field.related_name.endswith(
                    "+"
                )
                if crosses or (home.startswith("tinhso.") and named):
                    wrong.append(f"{model._meta.label}.{field.name} → {target.label}")
    assert wrong == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_whole_database_can_be_taken_down_and_built_again() -> None:
    executor = MigrationExecutor(connection)
    labels = {config.label for config in ROOMS} & executor.loader.migrated_apps
    ours = {model._meta.db_table for config in ROOMS for model in config.get_models() if model._meta.managed}
    assert len(ours & set(connection.introspection.table_names())) > 50
    # All rooms in one plan: a plan for each would draw the state of the whole database again and again.
    executor.migrate([(label, None) for label in sorted(labels)])
    assert not ours & set(connection.introspection.table_names())
    assert not {label for label, _name in MigrationRecorder(connection).applied_migrations()} & labels
    call_command("migrate", verbosity=0)
    call_command("migrate", "--check", verbosity=0)
