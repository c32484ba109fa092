"""What was entered on screen and is public, as directives/entered.toml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tinhso.government.directives.models import Document, Target

HEAD = "# Văn bản công khai đã nhập trên màn hình. Tệp này do lệnh export ghi.\n"
SOURCE = "Nhập trên hệ thống"


def export() -> str:
    """The file; empty while nothing was entered. Internal documents and those of the demonstration stay here."""
    rows = Document.objects.filter(public=True, from_folder=False, demo=False).exclude(slug=None)
    ordered = (
        rows.select_related("issuer").prefetch_related("targets__years", "targets__owner").order_by("slug")
    )
    known = set(ordered.values_list("slug", flat=True)) | set(
        Document.objects.filter(from_folder=True).values_list("slug", flat=True)
    )
    parts = ["\n".join(_lines(row, known)) for row in ordered]
    return HEAD + "".join(f"\n{part}\n" for part in parts) if parts else ""


def _lines(row: Document, known: set[str | None]) -> Iterator[str]:
    yield "[[document]]"
    names = ("slug", "kind", "kind_name", "notation", "title", "signer", "signer_position", "summary")
    yield from _facts({name: getattr(row, name) for name in names})
    yield from _facts({"issuer": row.issuer.slug} if row.issuer else {"issuer_name": row.issuer_name})
    days = {name: getattr(row, name) for name in ("issued_on", "valid_from", "valid_to")}
    yield from _facts({**days, "year": None if row.issued_on else row.year, "source": row.source or SOURCE})
    for link in row.links.select_related("other").order_by("other__slug", "kind"):
        if link.other.slug in known:
            yield "\n[[document.link]]"
            yield from _facts({"kind": link.kind, "to": link.other.slug})
    for target in row.targets.all().order_by("pk"):
        yield from _target(target)


def _target(row: Target) -> Iterator[str]:
    yield "\n[[document.target]]"
    names = ("name", "measure", "base_value", "base_year", "value", "unit", "direction", "due_on")
    yield from _facts({"key": row.key or str(row.pk), **{name: getattr(row, name) for name in names}})
    yield from _facts({"owner": row.owner.slug if row.owner else "", "source": row.source or SOURCE})
    for one in row.years.order_by("year"):
        yield "\n[[document.target.year]]"
        yield from _facts({"year": one.year, "value": one.value})


def _facts(facts: dict[str, Any]) -> Iterator[str]:
    for name, value in facts.items():
        if value is not None and value != "":
            yield f"{name} = {_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
