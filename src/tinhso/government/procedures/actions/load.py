"""Bring the folder's procedures and search words into the database."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tinhso.foundation.province.api import Folder
from tinhso.foundation.records import api as records
from tinhso.government.procedures.actions._words import count_words
from tinhso.government.procedures.checks import search_data
from tinhso.government.procedures.checks.package import Package, package_paths, read_package
from tinhso.government.procedures.models import (
    Field,
    LifeEvent,
    Procedure,
    ProcedureVersion,
    SearchWord,
    Synonym,
)
from tinhso.government.procedures.rules.words import words
from tinhso.lib.actor import Actor
from tinhso.lib.held import forget_all
from tinhso.lib.text import clean, sort_key


@transaction.atomic
def load(folder: Folder, actor: Actor) -> None:
    """Idempotent: an unchanged package touches no row; a version that the folder left out stays."""
    _fields(folder)
    _events(folder)
    for path in package_paths(folder):
        package = read_package(folder, path)
        if package.content is not None and package.schema is not None:
            _version(package, actor)
    _words(folder)
    forget_all()


def _fields(folder: Folder) -> None:
    for row in search_data.rows(folder, search_data.FIELDS):
        Field.objects.update_or_create(
            key=row["key"],
            defaults={
                "name": row["name"],
                "official_code": row.get("official_code", ""),
                "description": row.get("description", ""),
                "sort_key": sort_key(row["name"]),
            },
        )


def _events(folder: Folder) -> None:
    kept = []
    for number, row in enumerate(search_data.rows(folder, search_data.EVENTS)):
        kept.append(row["key"])
        LifeEvent.objects.update_or_create(
            key=row["key"],
            defaults={
                "title": row["title"],
                "description": row.get("description", ""),
                "icon": row.get("icon", ""),
                "audience": row.get("audience", "person"),
                "position": number,
                "codes": row.get("codes", []),
            },
        )
    LifeEvent.objects.exclude(key__in=kept).delete()


def _version(package: Package, actor: Actor) -> None:
    content = package.content
    assert content is not None
    old = ProcedureVersion.objects.filter(procedure__code=content.code, valid_from=content.valid_from).first()
    if old is not None and old.digest == digest_of(package.texts()):
        _place(package)
        return
    row = store(package)
    records.record(
        actor,
        "procedure.loaded",
        records.Subject("procedure_version", row.id),
        {"code": content.code, "valid_from": content.valid_from.isoformat(), "digest": row.digest},
    )


def digest_of(files: Mapping[str, str]) -> str:
    """The fingerprint of a package's texts by name."""
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _place(package: Package) -> Procedure:
    content = package.content
    assert content is not None
    field = Field.objects.get(key=content.field)
    procedure, _made = Procedure.objects.update_or_create(
        code=content.code, defaults={"slug": content.slug, "field": field}
    )
    return procedure


def store(package: Package) -> ProcedureVersion:
    """Write a sound package as the version that begins on its day; its field is there already."""
    content = package.content
    assert content is not None
    files = package.texts()
    procedure = _place(package)
    results = (item.name for item in content.results)
    values: dict[str, Any] = {
        "valid_to": content.valid_to,
        "title": content.title,
        "keywords": " . ".join((content.short_title, *content.keywords)),
        "body": " . ".join((content.purpose, procedure.field.name, *results)),
        "needs_opening": content.origin == "catalogue",
        "content": package.raw,
        "form_schema": package.schema,
        "process_xml": package.bpmn,
        "files": {"path": package.path, "texts": files},
        "spec_id": "",
        "digest": digest_of(files),
        "sort_key": sort_key(content.name),
    }
    row, _made = ProcedureVersion.objects.update_or_create(
        procedure=procedure, valid_from=content.valid_from, defaults=values
    )
    return row


def _words(folder: Folder) -> None:
    """Synonyms, silent words, and every syllable that the catalogue and the synonyms use."""
    uses: Counter[str] = Counter()
    for title, keywords, body in ProcedureVersion.objects.values_list("title", "keywords", "body"):
        uses.update(count_words(title, keywords, body))
    rows = []
    for row in search_data.rows(folder, search_data.WORDS):
        means = [" ".join(words(clean(str(term)))) for term in row.get("mean", ())]
        for say in row["say"]:
            phrase = words(str(say))
            uses.update(phrase)
            uses.update(word for term in means for word in term.split())
            rows.append(
                Synonym(phrase=" ".join(phrase), first=phrase[0], terms=means, codes=row.get("codes", []))
            )
    read = search_data.read(folder, search_data.WORDS)
    stops = {word for text in (read.data.get("stop", []) if read else []) for word in words(str(text))}
    Synonym.objects.all().delete()
    Synonym.objects.bulk_create(rows)
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        SearchWord(word=word[:60], uses=uses[word] or 1, stop=word in stops) for word in {*uses, *stops}
    )
