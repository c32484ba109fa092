"""Statements that Django composes once for each shape, asked again with other values.

    found = ask(("mine", office), lambda given: steps.filter(due_at__lt=given["now"]).values_list("id"), now=moment)

Putting a list's conditions together costs Django more than PostgreSQL needs for the answer. The `shape` is whatever
the conditions depend on (the office, its roles, the day); `compose` is called once for it and gets a stand-in for
each value; the places where the stand-ins ended up are remembered. Conditions stay written once, as querysets.

Columns come as the driver reads them: no JSON, nothing that a field would convert. A statement is planned anew
each time (decision 14): only its text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from tinhso.lib.prepared import numbered

Value = UUID | datetime
Given = Mapping[str, Any]
# Under a name what it counts; under several, the rows with what tells where they count.
Countable = dict[str | tuple[str, ...], QuerySet[Any, Any]]
_Parts = tuple[str, list[Any]]
# Offices × lists × filters that a process keeps; a full store starts again.
MOST = 1024
# How often an id may stand in what counts it once: for an agency, and for one that it continues.
REPEATS = 2
_MARK = re.compile("%s|%%")
_FIRST_MOMENT = datetime(1001, 1, 1, tzinfo=UTC)
_FIRST_ID = 0x5EED_0000_0000_4000_8000_0000_0000_0000


@dataclass(frozen=True)
class _Statement:
    """The text, its parameters, and which of them are filled in by name."""

    text: str
    fixed: list[Any]
    places: tuple[tuple[int, str], ...]

    def run(self, values: Given, *, planned: bool = False) -> list[tuple[Any, ...]]:
        """The rows; `planned`: it has one good plan whatever its values, which the connection keeps."""
        parameters = list(self.fixed)
        for at, name in self.places:
            parameters[at] = values[name]
        with numbered() if planned else connection.cursor() as cursor:
            cursor.execute(self.numbered if planned else self.text, parameters)
            return list(cursor.fetchall())

    @cached_property
    def numbered(self) -> str:
        """The text with its values named by their places."""
        number = count(1)
        return _MARK.sub(lambda found: "%" if found[0] == "%%" else f"${next(number)}", self.text)


_kept: dict[Hashable, _Statement | None] = {}


def ask(
    shape: Hashable, compose: Callable[[Given], QuerySet[Any, Any]], **values: Value
) -> list[tuple[Any, ...]]:
    """The rows of a queryset of plain columns (`values_list`); none where it can hold none.

    A shape of None keeps nothing: for what hardly anybody will ask again.
    """
    kept = _statement("rows", shape, lambda given: _text(compose(given)), values)
    return kept.run(values) if kept is not None else []


def counted(
    shape: Hashable, compose: Callable[[Given], Countable], most: int, **values: Value
) -> dict[str, int]:
    """How many different ids each queryset of one column has, all in one statement; `most` + 1 where more.

    Several names under one queryset: its columns are the id and, for each name, whether the row counts there. It is
    read once and whole; the others are read until there are enough. An id may come `REPEATS` times.
    """

    def whole(given: Given) -> _Parts:
        texts: list[str] = []
        parameters: list[Any] = []
        for names, rows in compose(given).items():
            alone = isinstance(names, str)
            found = _text(rows.order_by()[: REPEATS * (most + 1)] if alone else rows.order_by())
            told = [names] if isinstance(names, str) else list(names)
            if found is None:
                texts += [f"SELECT '{name}', 0" for name in told]
                continue
            listed = ", ".join(f"'{name}'" for name in told)
            columns = ["id", *(() if alone else (f"c{at}" for at in range(len(told))))]
            which = [""] if alone else [f" FILTER (WHERE {one})" for one in columns[1:]]
            counts = ", ".join(f"least(count(*){one}, {most + 1})::int" for one in which)
            texts.append(
                f"SELECT unnest(ARRAY[{listed}]), unnest(ARRAY[{counts}])"  # noqa: S608  the names are ours
                f" FROM (SELECT DISTINCT * FROM ({found[0]}) every) found({', '.join(columns)})"
            )
            parameters += found[1]
        return " UNION ALL ".join(texts), parameters

    kept = _statement(("counts", most), shape, whole, values)
    return (
        {str(name): int(count) for name, count in kept.run(values, planned=shape is not None)}
        if kept is not None
        else {}
    )


def grouped(
    shape: Hashable, compose: Callable[[Given], QuerySet[Any, Any]], most: int, **values: Value
) -> list[tuple[Any, ...]]:
    """Each pair of a queryset of an id and two columns with its number of ids, all of them up to `most` ids.

    Of more than `most`, a part that is larger.
    """

    def whole(given: Given) -> _Parts | None:
        found = _text(compose(given).order_by()[: REPEATS * (most + 1)])
        if found is None:
            return None
        text = f"SELECT a, b, count(DISTINCT id) FROM ({found[0]}) found(id, a, b) GROUP BY a, b"  # noqa: S608
        return text, found[1]

    kept = _statement(("groups", most), shape, whole, values)
    return kept.run(values) if kept is not None else []


def _text(rows: QuerySet[Any, Any]) -> _Parts | None:
    try:
        text, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return text, list(parameters)


def _statement(
    kind: Hashable, shape: Hashable, whole: Callable[[Given], _Parts | None], values: Given
) -> _Statement | None:
    if shape is None:
        found = whole(values)
        return _Statement(*found, ()) if found is not None else None
    key = (kind, shape, *((name, type(value)) for name, value in values.items()))
    if key not in _kept:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = _composed(whole, values)
    return _kept[key]


def _composed(whole: Callable[[Given], _Parts | None], values: Given) -> _Statement | None:
    given = {name: _stand_in(number, value) for number, (name, value) in enumerate(values.items())}
    found = whole(given)
    if found is None:
        return None
    text, parameters = found
    names = {stand_in: name for name, stand_in in given.items()}
    places = {at: names[one] for at, one in enumerate(parameters) if _plain(one) and one in names}
    # A stand-in inside a list, or turned into text, would be asked for as if it were a value.
    rest = str([one for at, one in enumerate(parameters) if at not in places])
    if any(str(one) in rest or repr(one) in rest for one in names):
        raise ValueError("a value of a kept statement stands where it cannot be changed")
    return _Statement(text, parameters, tuple(places.items()))


def _plain(one: object) -> bool:
    return isinstance(one, UUID | datetime)


def _stand_in(number: int, value: Value) -> Value:
    """A value of the same kind that no row has."""
    if isinstance(value, datetime):
        return _FIRST_MOMENT + timedelta(days=number)
    return UUID(int=_FIRST_ID + number)
