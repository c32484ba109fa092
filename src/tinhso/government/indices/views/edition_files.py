"""What is taken along of a published period: the signed paper, every value as it was hashed, the months."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency_by_slug
from tinhso.foundation.papers import api as papers
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import today
from tinhso.government.indices.actions.publish_period import WHAT
from tinhso.government.indices.measures.statement import Scope
from tinhso.government.indices.models import Edition
from tinhso.government.indices.queries import editions
from tinhso.government.indices.queries.trend import trend
from tinhso.government.indices.rules import canonical
from tinhso.government.indices.views._asked import KEY
from tinhso.lib import periods
from tinhso.lib.errors import NotFound

# What was published never changes: a file of one edition may be kept for a day.
KEPT = "public, max-age=86400"


@identity.access("public")
def paper(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The paper with its signature."""
    found = _edition(key, number)
    assert found.paper_id is not None
    for one in signing.requests_of(WHAT, found.pk):
        if one.signed_id is not None:
            with files.open_file(one.signed_id) as stream:
                answer = HttpResponse(stream.read(), content_type="application/pdf")
            answer["Content-Disposition"] = f'inline; filename="766-{key}-ban-{number}.pdf"'
            answer["X-Content-Type-Options"] = "nosniff"
            answer["Cache-Control"] = KEPT
            return answer
    return papers.newest_answer(papers.paper(found.paper_id))


@identity.access("public")
def values(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Every value, line by line as it was hashed: the file's SHA-256 is the one that the signed paper names."""
    rows = _edition(key, number).values.all()
    text = canonical.text(
        (str(one.agency_id or ""), one.code, one.state, one.counted, one.among, one.points) for one in rows
    )
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="766-{key}-ban-{number}.txt"'
    answer["Cache-Control"] = KEPT
    return answer


@identity.access("public")
def months(request: HttpRequest, key: str) -> HttpResponse:
    """The published months up to a period, of the province or an agency."""
    period = periods.read(key)
    if period is None or period.first > today():
        raise NotFound("period_unknown", _("Không có kỳ này, hoặc kỳ chưa bắt đầu."))
    slug = request.GET.get("cq", "")[:80]
    agency_id = agency_by_slug(slug).id if slug else None
    rows: list[Any] = [("thang", "ban", "diem", "toi_da_do_duoc")]
    for one in trend(KEY, Scope(), agency_id, period, today(), public=True):
        if one.figures is not None:
            rows.append((one.period.key, one.number, one.figures.points, one.figures.measured))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="766-theo-thang-{period.key}.csv"'
    answer["Cache-Control"] = "public, max-age=60"
    return answer


def _edition(key: str, number: int) -> Edition:
    found = editions.published(KEY, key, number)
    if found is None:
        raise NotFound("edition_unknown", _("Không có bản công bố này."))
    return found
