"""A report to take along: XLSX, CSV, PDF."""

from __future__ import annotations

import csv as writer
import io
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.files import api as stored
from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of
from tinhso.foundation.papers import api as papers
from tinhso.foundation.signing import api as signing
from tinhso.government.reports import access
from tinhso.government.reports.actions.sign import paper_of
from tinhso.government.reports.models import Report
from tinhso.government.reports.paper import headings
from tinhso.lib.sheets import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@rule("officer", roles=access.READERS)
def xlsx(request: HttpRequest, kept_report_id: UUID) -> StreamingHttpResponse:
    """The table as a sheet."""
    row = access.report(actor_of(request), kept_report_id)
    columns = [(_("Tên"), 50), *((head, 16) for head in headings(row.content))]
    answer = StreamingHttpResponse(workbook(row.form, columns, _lines(row)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{_name(row)}.xlsx"'
    return answer


@require_safe
@rule("officer", roles=access.READERS)
def csv(request: HttpRequest, kept_report_id: UUID) -> HttpResponse:
    """The table as CSV, with the mark by which spreadsheets read Vietnamese."""
    row = access.report(actor_of(request), kept_report_id)
    text = io.StringIO()
    lines = writer.writer(text)
    lines.writerow([_("Tên"), *headings(row.content)])
    lines.writerows(_lines(row))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_name(row)}.csv"'
    return answer


@never_cache
@require_safe
@rule("officer", roles=access.READERS)
def pdf(request: HttpRequest, kept_report_id: UUID) -> HttpResponse:
    """The signed paper where there is one, else the paper as it would be signed."""
    actor = actor_of(request)
    row = access.report(actor, kept_report_id)
    for one in signing.requests_of("report", row.pk):
        if row.signed_at is not None and one.signed_id is not None:
            with stored.open_file(one.signed_id) as stream:
                answer = HttpResponse(stream.read(), content_type="application/pdf")
            answer["Content-Disposition"] = f'inline; filename="{_name(row)}.pdf"'
            answer["X-Content-Type-Options"] = "nosniff"
            return answer
    return papers.pdf_answer(paper_of(actor, row))


def _lines(row: Report) -> Iterator[list[str | int]]:
    for line in row.content["lines"]:
        yield [line["name"], *line["cells"]]
    if "total" in row.content:
        yield [_("Tổng số"), *row.content["total"]]


def _name(row: Report) -> str:
    return f"bao-cao-{row.form}-{row.period}-{row.version}"
