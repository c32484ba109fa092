"""The register (sổ theo dõi) on pages and as files, and the board whose figures open it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from tinhso.foundation.identity import api as identity
from tinhso.foundation.papers import api as papers
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.actions.number_search import count_search, note_found
from tinhso.government.dossiers.paperwork.register import order as register_order
from tinhso.government.dossiers.queries.boards import BUCKETS, Board, Figure, Line, Period
from tinhso.government.dossiers.queries.boards import board as board_of
from tinhso.government.dossiers.queries.exports import csv_lines, xlsx_pieces
from tinhso.government.dossiers.queries.filters import Filter, whole_number
from tinhso.government.dossiers.queries.mine import saved_filters
from tinhso.government.dossiers.queries.paging import Page
from tinhso.government.dossiers.queries.register import register as page_of
from tinhso.government.dossiers.queries.register import register_page, register_stream
from tinhso.government.dossiers.queries.rows import DossierRow
from tinhso.government.dossiers.queries.worklists import told
from tinhso.government.dossiers.views.officer.frame import channel_names, show, uuid_or_none
from tinhso.government.dossiers.views.officer.narrowing import (
    agency_name,
    choices,
    day_faults,
    help_names,
    set_chips,
    short_bucket_names,
    typed_days,
)
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import NotFound
from tinhso.lib.side import board_groups
from tinhso.lib.text import sort_key

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = (
    "reception", "specialist", "division_head", "leader", "clerk", "return_officer", "cashier", "unit_admin", "monitor",
)  # fmt: skip


@require_GET
@identity.access("officer", roles=OFFICE)
def register(request: HttpRequest) -> HttpResponse:
    """One page of the register, the newest filing first; identifiers masked."""
    actor = identity.actor_of(request)
    wanted = _wanted(request)
    errors = day_faults(request.GET, wanted)
    count_search(actor, wanted)
    found, count = (Page([]), 0) if errors else register_page(actor, wanted, after=request.GET.get("sau", ""))
    note_found(actor, wanted, (row.id for row in found.rows))
    query = wanted.to_query()
    offered = choices(actor, wanted)
    return show(
        request,
        "register.html",
        "register",
        422 if errors else 200,
        page=found,
        wanted=wanted,
        errors=errors,
        typed=typed_days(request.GET, wanted),
        count=count,
        told=told,
        next=f"?{urlencode({**query, 'sau': found.next})}" if found.next else "",
        first=f"?{urlencode(query)}" if request.GET.get("sau") else "",
        csv=f"{reverse('dossiers:register_csv')}?{urlencode(query)}",
        xlsx=f"{reverse('dossiers:register_xlsx')}?{urlencode(query)}",
        pdf=f"{reverse('dossiers:register_pdf')}?{urlencode(query)}",
        offered=offered,
        chips=set_chips(wanted, offered),
        query=query,
        saved=[(kept, f"?{urlencode(kept.query)}") for kept in saved_filters(actor)],
    )


@require_GET
@identity.access("officer", roles=OFFICE)
def register_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole register under the filter as CSV, line by line."""
    return _file(csv_lines(_lines(request)), "text/csv; charset=utf-8", "csv")


@require_GET
@identity.access("officer", roles=OFFICE)
def register_xlsx(request: HttpRequest) -> StreamingHttpResponse:
    """The same as XLSX, line by line as well: it begins at once, and memory does not grow with the lines."""
    return _file(xlsx_pieces(_lines(request)), XLSX, "xlsx")


@require_GET
@identity.access("officer", roles=OFFICE)
def register_pdf(request: HttpRequest) -> HttpResponse:
    """The same as the official book on A4, for printing and filing: kept as it was made."""
    actor, wanted = identity.actor_of(request), _wanted(request)
    if actor.agency_id is None:
        raise NotFound("no_agency", _("Chọn vai trong một cơ quan để in sổ."))
    with override("vi"):
        made = papers.make(actor, register_order(actor.agency_id, wanted, _lines(request)))
    return papers.pdf_answer(made)


def _file(pieces: Iterator[str] | Iterator[bytes], kind: str, extension: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="so-theo-doi-{today():%Y%m%d}.{extension}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@identity.access("officer", roles=OFFICE)
def board(request: HttpRequest) -> HttpResponse:
    """Received, early, on time, overdue, in process: by field, channel and agency, each number a link."""
    wanted = _wanted(request)
    first = wanted.date_from or today().replace(month=1, day=1)
    last = wanted.date_to or today()
    found = board_of(identity.actor_of(request), Period(first, last), agency_id=uuid_or_none(wanted.agency))
    titles = {info.key: info.name for info in procedures.fields()}
    names = short_bucket_names()
    return show(
        request,
        "board.html",
        "board",
        first=first,
        last=last,
        wanted=wanted,
        agency_name=agency_name(wanted.agency),
        groups=[
            (title, [(figure.value, names[key], _link(figure.filter)) for key, figure in keyed])
            for title, keyed in _grouped(found.total)
        ],
        names=names,
        others=[] if wanted.agency else board_groups(identity.actor_of(request)),
        tables=_tables(found, titles),
        months=_months(first, last, wanted.agency),
    )


def _lines(request: HttpRequest) -> Iterator[DossierRow]:
    """The lines of a file of the register; a search by a whole number counts here as on the page."""
    actor, wanted = identity.actor_of(request), _wanted(request)
    count_search(actor, wanted)
    if whole_number(wanted.text):
        note_found(actor, wanted, (row.id for row in page_of(actor, wanted).rows))
    return register_stream(actor, wanted)


def _tables(found: Board, titles: dict[str, str]) -> list[dict[str, Any]]:
    groups = [
        (_("Theo lĩnh vực"), _("Lĩnh vực"), found.by_field, titles),
        (_("Theo kênh nộp"), _("Kênh"), found.by_channel, channel_names()),
        (_("Theo người nhập"), _("Ai nhập"), found.by_help, help_names()),
        (
            _("Theo cơ quan giải quyết"),
            _("Cơ quan"),
            found.by_agency,
            {line.key: agency_name(line.key) for line in found.by_agency},
        ),
    ]
    return [
        {"title": title, "head": head, "rows": sorted((_row(line, names) for line in lines), key=_by_name)}
        for title, head, lines, names in groups
    ]


def _by_name(row: dict[str, Any]) -> str:
    return sort_key(row["name"])


def _grouped(line: Line) -> list[tuple[str, list[tuple[str, Figure]]]]:
    """The figures of a line under what they are parts of."""
    every = list(line.figures.items())
    solved, working = BUCKETS.index("solved"), BUCKETS.index("in_process_all")
    return [
        (_("Tiếp nhận"), every[:solved]),
        (_("Đã giải quyết"), every[solved:working]),
        (_("Đang giải quyết"), every[working:]),
    ]


def _row(line: Line, names: dict[str, str]) -> dict[str, Any]:
    cells = [(figure.value, _link(figure.filter)) for figure in line.figures.values()]
    return {"name": names.get(line.key, line.key), "cells": cells}


def _months(first: date, last: date, agency: str) -> list[dict[str, Any]]:
    """Periods one click away, of the same agency; the one on the page is marked."""
    day = today()
    spans = [
        (_("Tháng này"), day.replace(day=1), day),
        (_("Năm nay"), day.replace(month=1, day=1), day),
        (_("Năm trước"), date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
    ]
    return [
        {
            "label": label,
            "href": f"?{urlencode(Filter(agency=agency, date_from=a, date_to=b).to_query())}",
            "current": (a, b) == (first, last),
        }
        for label, a, b in spans
    ]


def _link(wanted: Filter) -> str:
    return f"{reverse('dossiers:register')}?{urlencode(wanted.to_query())}"


def _wanted(request: HttpRequest) -> Filter:
    """The filter of the address; dates also as three inputs of a form."""
    raw = request.GET.dict()
    for name in ("date_from", "date_to"):
        parts = [raw.pop(f"{name}__{part}", "").strip() for part in ("day", "month", "year")]
        if all(parts):
            raw[name] = "/".join(parts)
    return Filter.from_query(raw)
