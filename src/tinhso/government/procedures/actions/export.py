"""Write the packages as the database has them: what was loaded, except where it was changed since."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import tomlkit

from tinhso.foundation.province.api import as_loaded
from tinhso.government.procedures import folder as part
from tinhso.government.procedures.checks import search_data
from tinhso.government.procedures.checks.package import plain
from tinhso.government.procedures.models import Field, ProcedureVersion


def export() -> dict[str, str | bytes]:
    """Relative path → content. A file whose meaning is unchanged keeps its bytes, comments included."""
    found: dict[str, str | bytes] = {}
    for row in ProcedureVersion.objects.select_related("procedure__field").order_by(
        "procedure__code", "valid_from"
    ):
        procedure = row.procedure
        path = row.files.get("path") or f"procedures/{procedure.field.key}/{procedure.code}-{procedure.slug}"
        found.update({f"{path}/{name}": text for name, text in texts_of(row).items()})
    return found


def texts_of(row: ProcedureVersion) -> dict[str, str]:
    """The files of one package by name, as the database has them now."""
    texts = dict(row.files.get("texts", {}))
    texts["procedure.toml"] = _toml(texts.get("procedure.toml", ""), row.content)
    texts["form.json"] = _json(texts.get("form.json", ""), row.form_schema)
    texts["process.bpmn"] = row.process_xml
    return texts


def export_fields() -> dict[str, str | bytes]:
    """search/fields.toml with the fields that it lacks; nothing while it lacks none."""
    loaded = as_loaded(part.NAME).get(search_data.FIELDS, b"").decode()
    if not loaded:
        return {}
    rows = tomllib.loads(loaded).get("field", [])
    known = {row.get("key") for row in rows}
    fresh = [row for row in Field.objects.order_by("key") if row.key not in known]
    if not fresh:
        return {}
    blocks = [tomlkit.dumps({"field": [_field(row)]}).strip() for row in fresh]
    return {search_data.FIELDS: "\n\n".join([loaded.strip(), *blocks]).lstrip() + "\n"}


def _field(row: Field) -> dict[str, str]:
    values = {
        "key": row.key,
        "name": row.name,
        "official_code": row.official_code,
        "description": row.description,
    }
    return {name: value for name, value in values.items() if value}


def _toml(text: str, content: dict[str, Any]) -> str:
    if text and plain(tomllib.loads(text)) == content:
        return text
    return tomlkit.dumps(_dated(content))


def _dated(value: Any, key: str = "") -> Any:
    """Back from JSON: days are written as TOML dates."""
    if isinstance(value, dict):
        return {name: _dated(below, name) for name, below in value.items()}
    if isinstance(value, list):
        return [_dated(below) for below in value]
    if key in {"valid_from", "valid_to", "source_date"} and isinstance(value, str):
        return tomlkit.date(value)
    return value


def _json(text: str, schema: dict[str, Any]) -> str:
    if text and json.loads(text) == schema:
        return text
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
