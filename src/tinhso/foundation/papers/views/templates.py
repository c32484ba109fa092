"""The province's templates as an administrator looks at them: which are in force, and what each makes of its sample."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access
from tinhso.foundation.papers.actions.preview import sample, sample_pages
from tinhso.foundation.papers.queries import TemplateInfo, templates
from tinhso.foundation.worktime.api import today
from tinhso.lib.errors import NotFound

ADMIN = ("system_admin",)


@require_safe
@access("admin", roles=ADMIN)
def overview(request: HttpRequest) -> HttpResponse:
    """Every template of the set in use."""
    day = today()
    rows: list[dict[str, Any]] = [
        {"info": one, "now": one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)}
        for one in templates()
    ]
    return render(request, "papers/templates.html", {"rows": rows})


@require_safe
@access("admin", roles=ADMIN)
def one(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """One template: its page with the sample, and the same in words."""
    info = _info(template_id)
    said = info.sample.get("fields", {})
    context = {
        "info": info,
        "pages": range(1, len(sample_pages(info)) + 1),
        "facts": [{"key": label, "value": str(said.get(name, ""))} for name, label in info.fields],
        "tables": [(label or name, [text for _key, text in columns]) for name, label, columns in info.tables],
    }
    return render(request, "papers/template.html", context)


@require_safe
@access("admin", roles=ADMIN)
def page(request: HttpRequest, template_id: UUID, number: int) -> HttpResponse:
    """One page of the sample as a picture."""
    pages = sample_pages(_info(template_id))
    found = pages[number - 1] if 0 < number <= len(pages) else b""
    answer = HttpResponse(found, content_type="image/png", status=200 if found else 404)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@access("admin", roles=ADMIN)
def pdf(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """The sample as the PDF that would be made."""
    answer = HttpResponse(sample(_info(template_id)).pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="mau.pdf"'
    answer["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _info(template_id: UUID) -> TemplateInfo:
    found = next((row for row in templates() if row.id == template_id), None)
    if found is None:
        raise NotFound("papers.no_template", _("Không tìm thấy mẫu giấy này trong bộ đang dùng."))
    return found
