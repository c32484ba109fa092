"""Rules over all tables and migrations: reversible, complete, and keys that point the right way."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.special import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import ForeignKey, OneToOneField

from tinhso.conf.quick_states import quick_states

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
    with quick_states():
        executor.migrate([(label, None) for label in sorted(labels)])
    assert not ours & set(connection.introspection.table_names())
    assert not {label for label, _name in MigrationRecorder(connection).applied_migrations()} & labels
    with quick_states():
        call_command("migrate", verbosity=0)
    call_command("migrate", "--check", verbosity=0)
    assert _differences() == []


@pytest.mark.django_db
def test_the_tables_are_what_the_models_say() -> None:
    """Migrations are played with states that are not drawn anew (conf.quick_states): nothing got lost on the way."""
    assert _differences() == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_step DROP COLUMN due_at, ALTER COLUMN role TYPE varchar(3)")
        cursor.execute("ALTER TABLE dossiers_step DROP CONSTRAINT dossiers_step_pkey CASCADE")
    assert {fault.split(":")[0] for fault in _differences()} >= {
        "dossiers_step.due_at",
        "dossiers_step.role",
        "dossiers_step.id",
    }


def _differences() -> list[str]:
    """Columns, primary and foreign keys, indexes and constraints that a model has and its table has not."""
    faults = []
    with connection.cursor() as cursor:
        columns = {
            (table, name): (kind, null)
            for table, name, kind, null in _rows(
                cursor,
                "SELECT relname, attname, format_type(atttypid, atttypmod), NOT attnotnull FROM pg_attribute"
                " JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace"
                " AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p')",
            )
        }
        named = {
            (table, name)
            for table, name in _rows(
                cursor,
                "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
                " UNION SELECT relname, conname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid",
            )
        }
        keys = {
            (table, column, kind)
            for table, column, kind in _rows(
                cursor,
                "SELECT c.relname, attname, contype::text FROM pg_constraint JOIN pg_class c ON c.oid = conrelid"
                " JOIN pg_attribute a ON a.attrelid = conrelid AND attnum = ANY (conkey) WHERE contype IN ('p', 'f')",
            )
        }
        kinds = dict(
            _rows(
                cursor,
                "SELECT told, format_type(to_regtype(told), to_regtypemod(told)) FROM unnest(%s::text[]) told",
                [sorted({str(field.db_type(connection)) for _table, field in _fields()})],
            )
        )
    for table, field in _fields():
        kind, null = columns.get((table, field.column), ("", None))
        if (kind, null) != (kinds[str(field.db_type(connection))], field.null):
            faults.append(f"{table}.{field.column}: {kind}, null: {null}")
        if field.primary_key and (table, field.column, "p") not in keys:
            faults.append(f"{table}.{field.column}: no primary key")
        if isinstance(field, ForeignKey) and field.db_constraint and (table, field.column, "f") not in keys:
            faults.append(f"{table}.{field.column}: no foreign key")
    for model in _models():
        for one in (*model._meta.indexes, *model._meta.constraints):
            if (model._meta.db_table, one.name) not in named:
                faults.append(f"{model._meta.db_table}: {one.name} is missing")
    return faults


def _rows(cursor: Any, question: str, values: list[Any] | None = None) -> list[Any]:
    cursor.execute(question, values)
    found: list[Any] = cursor.fetchall()
    assert found
    return found


def _models() -> list[Any]:
    return [m for config in ROOMS for m in config.get_models(include_auto_created=True) if m._meta.managed]


def _fields() -> list[tuple[str, Any]]:
    """Every column that a model of ours has."""
    return [
        (model._meta.db_table, field)
        for model in _models()
        for field in model._meta.local_concrete_fields
        if field.column and not field.generated
    ]
