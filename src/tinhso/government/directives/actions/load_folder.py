"""directives/*.toml into the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from tinhso.foundation.organisation.api import agency_by_slug
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import now
from tinhso.government.directives.folder_rows import decimal, documents, perhaps
from tinhso.government.directives.models import Declaration, Document, DocumentLink, Target, TargetYear
from tinhso.government.directives.rules.path import UP


def load(folder: Folder) -> None:
    """Every document by its slug, then its targets by their key, then the links. Nothing is deleted but links and
    published values that the folder no longer names."""
    found = [(row, _document(row)) for _name, _at, row in documents(folder)]
    by_slug = {row["slug"]: document for row, document in found}
    for row, document in found:
        if not document.from_folder:
            continue
        for one in row.get("target", []):
            _target(document, one)
        document.links.all().delete()
        DocumentLink.objects.bulk_create(
            DocumentLink(document=document, other=by_slug[one["to"]], kind=one["kind"])
            for one in row.get("link", [])
        )


# Where a document stands whose day and year nobody knows: after all others.
UNDATED = date(1900, 1, 1)


def _document(row: dict[str, Any]) -> Document:
    document = Document.objects.filter(slug=row["slug"]).first()
    if document is not None and not document.from_folder:
        return document
    document = document or Document(slug=row["slug"], from_folder=True, entered_at=now())
    issued: date | None = row.get("issued_on")
    for name in ("kind", "kind_name", "notation", "title", "signer", "signer_position", "summary", "source"):
        setattr(document, name, row.get(name, ""))
    document.issued_on = issued
    document.year = issued.year if issued else row.get("year")
    document.placed_on = issued or (date(document.year, 1, 1) if document.year else UNDATED)
    issuer = agency_by_slug(row["issuer"]) if row.get("issuer") else None
    document.issuer_id = issuer.id if issuer else None
    document.issuer_name = row.get("issuer_name") or (issuer.name if issuer else "")
    document.valid_from, document.valid_to = row.get("valid_from"), row.get("valid_to")
    document.public = True
    document.fill_search()
    document.save()
    return document


def _target(document: Document, row: dict[str, Any]) -> None:
    target = Target.objects.filter(document=document, key=row["key"]).first()
    target = target or Target(document=document, key=row["key"], created_at=now())
    for name in ("name", "measure", "unit", "source"):
        setattr(target, name, row.get(name, ""))
    target.direction = row.get("direction", UP)
    target.base_value, target.base_year = perhaps(row.get("base_value")), row.get("base_year")
    target.value, target.due_on = perhaps(row.get("value")), row.get("due_on")
    target.owner_id = agency_by_slug(row["owner"]).id if row.get("owner") else None
    target.save()
    target.years.all().delete()
    TargetYear.objects.bulk_create(
        TargetYear(target=target, year=one["year"], value=decimal(one["value"]))
        for one in row.get("year", [])
    )
    # What officers declared stays; what the folder told before is told anew.
    target.declarations.filter(by=None).delete()
    Declaration.objects.bulk_create(
        Declaration(
            target=target,
            day=one["day"],
            value=decimal(one["value"]),
            note=one.get("note", ""),
            source=one["source"],
            at=now(),
        )
        for one in row.get("declared", [])
    )
