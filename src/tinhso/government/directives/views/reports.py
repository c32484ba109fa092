"""Quarterly reports: made in one click, read, opened to their tasks, taken along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.identity.api import actor_of, person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.papers import api as papers
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import access
from tinhso.government.directives.actions.make_report import make_report
from tinhso.government.directives.models import Report
from tinhso.government.directives.report_paper import order
from tinhso.government.directives.rules import figures
from tinhso.government.directives.rules.path import JUDGED
from tinhso.government.directives.rules.standing import STANDINGS
from tinhso.government.directives.views import _frame
from tinhso.government.directives.views.words import TONES
from tinhso.lib import quarters
from tinhso.lib.keyset import newest_first
from tinhso.lib.sheets import workbook


@require_http_methods(["GET", "POST"])
@rule("officer", roles=access.READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The kept reports, and one button that makes another."""
    actor, post = actor_of(request), request.POST
    everywhere = access.sees_all(actor)
    errors: dict[str, str] = {}
    if request.method == "POST":
        place = _frame.as_uuid(post.get("agency")) if everywhere else actor.agency_id
        wanted = quarters.parse(post.get("quarter", ""))
        made, errors = _frame.attempt(lambda: make_report(actor, place, wanted))
        if made is not None:
            return HttpResponseRedirect(reverse("directives:report", args=[made.pk]))
    after = request.GET.get("sau", "")
    found = newest_first(
        access.reports(actor).select_related("agency").defer("content"), "made_at", after, 30
    )
    page = {
        "nav": _frame.nav(actor, "reports"),
        "rows": [(row, _quarter(row).name) for row in found],
        "quarters": _recent(),
        "agencies": _frame.agency_groups() if everywhere else [],
        "place": agency(actor.agency_id).name if actor.agency_id else "",
        "errors": errors,
        "typed": post,
        "pages": _frame.pages({}, after, found.next),
    }
    return render(request, "directives/reports.html", page, status=422 if errors else 200)


def _recent() -> list[tuple[str, str]]:
    """This quarter and the seven before it."""
    now = quarters.of_day(today())
    last = 4 * now.year + now.number - 1
    every = [quarters.Quarter(at // 4, at % 4 + 1) for at in range(last, last - 8, -1)]
    return [(str(one), one.name) for one in every]


def _quarter(row: Report) -> quarters.Quarter:
    return quarters.parse(row.quarter) or quarters.of_day(row.made_at.date())


@require_safe
@rule("officer", roles=access.READERS)
def one(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report as it stood; `?loc=` narrows its lines to those behind one figure, `?cq=` to one agency."""
    actor = actor_of(request)
    row = access.report(actor, report_id)
    lines = row.content["tasks"]
    key, place = request.GET.get("loc", figures.ALL), request.GET.get("cq", "")[:200]
    key = key if key in figures.FIGURES else figures.ALL
    counted = figures.count(lines)
    groups = (
        ("agency", _("Theo cơ quan")),
        ("head", _("Theo người đứng đầu")),
        ("document", _("Theo văn bản")),
    )
    page = {
        "nav": _frame.nav(actor, "reports"),
        "row": row,
        "quarter": _quarter(row).name,
        "by": person_name(row.made_by_id) if row.made_by_id else "",
        "figures": [(counted[name], label, f"?loc={name}#nhiem-vu", name == key) for name, label in figures.FIGURES.items()],
        "groups": [(title, _grouped(lines, by), by) for by, title in groups],
        "lines": [line for line in lines if figures.matches(key, line) and (not place or line["agency"] == place)],
        "key": key,
        "place": place,
        "names": figures.FIGURES,
        "standings": STANDINGS,
        "tones": TONES,
        "judged": JUDGED,
    }  # fmt: skip
    return render(request, "directives/report.html", page)


def _grouped(lines: list[dict[str, Any]], by: str) -> dict[str, dict[str, int]]:
    return figures.grouped(lines, lambda line: line[by] or _("(chưa khai)"))


HEADER = (("Nhiệm vụ", 60), ("Văn bản", 20), ("Cơ quan chủ trì", 40), ("Người đứng đầu", 30), ("Hạn", 12),
          ("Tiến độ (%)", 12), ("Đánh giá", 18), ("Báo cáo trong quý", 18), ("Mẫu", 12))  # fmt: skip


@require_safe
@rule("officer", roles=access.READERS)
def sheet(request: HttpRequest, report_id: UUID) -> Any:
    """The lines of a kept report as XLSX."""
    row = access.report(actor_of(request), report_id)
    rows = (
        [
            line["title"], line["document"], line["agency"], line["head"], line["due"], line["progress"],
            STANDINGS[line["standing"]], "Chưa" if line["silent"] else "Có", "Trình diễn" if line["demo"] else "",
        ]
        for line in row.content["tasks"]
    )  # fmt: skip
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = StreamingHttpResponse(workbook("Tiến độ", HEADER, rows), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="tien-do-{row.quarter}.xlsx"'
    return answer


@never_cache
@require_safe
@rule("officer", roles=access.READERS)
def pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The report as a paper by the province's layout."""
    actor = actor_of(request)
    row = access.report(actor, report_id)
    with override("vi"):
        made = papers.make(actor, order(row))
    return papers.pdf_answer(made)
