"""Published results between the folder and the database: the folder is their only writer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from tinhso.foundation.province.api import Folder, Row
from tinhso.government.indices.models import PublishedFigure, PublishedScore
from tinhso.government.indices.published import shape
from tinhso.government.indices.rules import boards, dti


def load(folder: Folder) -> None:
    """Write what changed, in the order of the files; what a file no longer has goes, with the file all of it."""
    scores = list(_scores(folder))
    _replace(PublishedScore, scores)
    _replace(PublishedFigure, list(_figures(folder)))


def export() -> dict[str, str]:
    """The files that have a row."""
    provinces = PublishedScore.objects.filter(board=boards.DTI)
    internal = PublishedScore.objects.exclude(board=boards.DTI)
    told = {
        shape.DTI: (shape.DTI_COLUMNS, [_dti_cells(row) for row in provinces]),
        shape.INTERNAL: (shape.INTERNAL_COLUMNS, [_internal_cells(row) for row in internal]),
        shape.FIGURES: (
            shape.FIGURE_COLUMNS,
            [[getattr(row, name) for name in shape.FIGURE_COLUMNS] for row in PublishedFigure.objects.all()],
        ),
    }
    return {name: _csv(columns, rows) for name, (columns, rows) in told.items() if rows}


def _replace(model: type[models.Model], fresh: Sequence[Any]) -> None:
    """Leave rows that say the same alone, so that a second load writes nothing."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname != "id"]

    def told(row: Any) -> tuple[Any, ...]:
        return tuple(repr(sorted(v.items())) if isinstance(v := getattr(row, n), dict) else v for n in names)

    kept = {told(row): row.pk for row in model._default_manager.all()}
    wanted = {told(row) for row in fresh}
    model._default_manager.filter(pk__in=[pk for key, pk in kept.items() if key not in wanted]).delete()
    model._default_manager.bulk_create([row for row in fresh if told(row) not in kept])


def _scores(folder: Folder) -> Iterator[PublishedScore]:
    if folder.exists(shape.DTI):
        for row in folder.rows(shape.DTI):
            keys = (*dti.PILLARS, *dti.SCORED)
            parts = {key: row[key] for key in keys if row[key]}
            ranks = {key: int(row[f"{key}_rank"]) for key in dti.PILLARS if row[f"{key}_rank"]}
            yield _score(
                row,
                board=boards.DTI,
                kind=row["kind"],
                place=row["place"],
                parts=parts,
                ranks={**ranks, **shape.ranks_of(row["ranks"])},
            )
    if folder.exists(shape.INTERNAL):
        for row in folder.rows(shape.INTERNAL):
            yield _score(
                row,
                board=row["group"],
                kind="unit",
                place=row["unit"],
                region=row["province"],
                is_last=row["last"] == "1",
                most=shape.number(row["max"]),
            )


def _score(row: Row, **more: Any) -> PublishedScore:
    return PublishedScore(
        year=int(row["year"]),
        set_key=row["set"],
        rank=int(row["rank"]) if row["rank"] else None,
        of=int(row["of"]) if row["of"] else None,
        score=shape.number(row["score"]),
        trust=row["trust"],
        source=row["source"],
        note=row["note"],
        line=row.line,
        **more,
    )


def _figures(folder: Folder) -> Iterator[PublishedFigure]:
    if folder.exists(shape.FIGURES):
        for row in folder.rows(shape.FIGURES):
            yield PublishedFigure(**{name: row[name] for name in shape.FIGURE_COLUMNS}, line=row.line)


def _dti_cells(row: PublishedScore) -> list[Any]:
    pillars = [cell for key in dti.PILLARS for cell in (row.ranks.get(key, ""), row.parts.get(key, ""))]
    others = " ".join(f"{key}:{row.ranks[key]}" for key in dti.SCORED if key in row.ranks)
    mains = [row.parts.get(key, "") for key in dti.SCORED]
    head = [row.year, row.set_key, row.kind, row.place, row.rank, row.of, _told(row.score, 4)]
    return [*head, *pillars, *mains, others, row.trust, row.source, row.note]


def _internal_cells(row: PublishedScore) -> list[Any]:
    head = [
        row.year,
        row.set_key,
        row.region,
        row.board,
        row.rank,
        "1" if row.is_last else "",
        row.of,
        row.place,
    ]
    most = "" if row.most is None else f"{row.most.normalize():f}"
    return [*head, _told(row.score, 2), most, row.trust, row.source, row.note]


def _told(value: Any, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def as_json(text: str) -> dict[str, Any]:
    """The rows of a file as objects; cells that say nothing are left out."""
    rows = [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text))]
    return {"rows": rows}
