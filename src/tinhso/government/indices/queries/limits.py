"""Heavy counts: held for up to a minute by what was asked, made once at a time, and ended when they take too long.

A board that fifty people watch asks the same few questions. The first asks the database, all others read what it was
told; a question that would take longer than `SECONDS` is given up, so that the desk never waits behind a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from tinhso.government.indices.measures import statement
from tinhso.government.indices.measures.statement import Count, Heir, Scope, Window
from tinhso.lib.errors import Busy
from tinhso.lib.held import Held, held

# The bar for a province and a year is two seconds (decision 21).
SECONDS = 6
R = TypeVar("R")
_guard = Lock()
_under_way: dict[Hashable, tuple[Lock, int]] = {}


def counts(scope: Scope, window: Window) -> Mapping[str, Count]:
    """`statement.counts`, held, one at a time, limited. Raises Busy."""
    return _once(("all", scope, window), lambda: _counts(scope, window))


def past_counts(scope: Scope, window: Window) -> Mapping[str, Count]:
    """The same for a month of a trend that is over, held for ten minutes: twelve of them make one chart."""
    return _once(("past", scope, window), lambda: _past_counts(scope, window))


def counts_by_agency(
    window: Window, heirs: tuple[Heir, ...], scope: Scope
) -> Mapping[UUID, Mapping[str, Count]]:
    """`statement.counts_by_agency`, held, one at a time, limited. Raises Busy."""
    return _once(("by", window, heirs, scope), lambda: _by_agency(window, heirs, scope))


@contextmanager
def limited(seconds: int | None = None) -> Iterator[None]:
    """Statements in here end after so many seconds (None: `SECONDS`). Raises Busy."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, true)",
                [f"{seconds or SECONDS}s"],
            )
            before = cursor.fetchone()[0]
            yield
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise Busy(
            "figures_busy",
            _("Số liệu này đang tính lâu hơn mức cho phép nên đã dừng lại."),
            way_out=_("Chọn kỳ ngắn hơn hoặc một cơ quan, hoặc thử lại sau một phút."),
        ) from error


def _limited_counts(scope: Scope, window: Window) -> Mapping[str, Count]:
    with limited():
        return statement.counts(scope, window)


def _limited_by_agency(
    window: Window, heirs: tuple[Heir, ...], scope: Scope
) -> Mapping[UUID, Mapping[str, Count]]:
    with limited():
        return statement.counts_by_agency(window, heirs, scope)


_counts = held(_limited_counts)
_past_counts = Held(_limited_counts, seconds=600)
# A province's answer is some ten thousand numbers: few of them are kept at a time.
_by_agency = Held(_limited_by_agency, most=40)


def _once(key: Hashable, ask: Callable[[], R]) -> R:
    """Whoever asks the same meanwhile waits for the first answer and finds it held."""
    with _guard:
        lock, waiting = _under_way.get(key, (Lock(), 0))
        _under_way[key] = (lock, waiting + 1)
    try:
        with lock:
            return ask()
    finally:
        with _guard:
            lock, waiting = _under_way[key]
            if waiting == 1:
                del _under_way[key]
            else:
                _under_way[key] = (lock, waiting - 1)
