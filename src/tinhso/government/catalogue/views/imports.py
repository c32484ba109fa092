"""The imports: what each changed, field by field, and what of it could not be read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import access, person_name
from tinhso.government.catalogue import words
from tinhso.government.catalogue.models import CatalogueChange, CatalogueEntry, CatalogueImport
from tinhso.government.catalogue.paging import page
from tinhso.government.catalogue.paths import path_told
from tinhso.government.catalogue.rules.reasons import REASONS
from tinhso.government.catalogue.views import _reading as reading

ADMIN = ("system_admin",)
PAGE = 50


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every import, the newest first."""
    found = page(
        CatalogueImport.objects.all(), ("made_at", "id"), request.GET.get("sau", ""), PAGE, back=True
    )
    context = {
        "rows": found.rows,
        "first": "?" if request.GET.get("sau") else "",
        "next": "?" + urlencode({"sau": found.next}) if found.next else "",
    }
    return render(request, "catalogue/imports.html", context)


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def one(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One import: the file, the counts, and the codes it touched."""
    row = get_object_or_404(CatalogueImport, pk=import_id)
    kind = request.GET.get("viec", "")
    changes = row.changes.filter(kind=kind) if kind in CatalogueChange.KINDS else row.changes.all()
    found = page(changes.defer("fields"), ("code", "id"), request.GET.get("sau", ""), PAGE)
    query = {"viec": kind} if kind in CatalogueChange.KINDS else {}
    context = {
        "row": row,
        "who": person_name(row.made_by) if row.made_by else "",
        "absences": words.absences_told(row.absences),
        "chips": _kinds(row, kind),
        "changes": [
            {"told": each, "kind": words.kind_name(each.kind), "tone": TONES[each.kind]}
            for each in found.rows
        ],
        "first": "?" + urlencode(query) if request.GET.get("sau") else "",
        "next": "?" + urlencode({**query, "sau": found.next}) if found.next else "",
    }
    return render(request, "catalogue/import.html", context)


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def report(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What of one import could not be read: line, code, field, what stood there, why, what to do."""
    row = get_object_or_404(CatalogueImport, pk=import_id)
    reason = request.GET.get("vi-sao", "")
    reason = reason if reason in REASONS else ""
    lines = row.report.filter(reason=reason) if reason else row.report.all()
    found = page(lines, ("position", "id"), request.GET.get("sau", ""), PAGE)
    query = {"vi-sao": reason} if reason else {}
    codes = {each.code for each in found.rows}
    known = set(CatalogueEntry.objects.filter(code__in=codes).values_list("code", flat=True))
    context = {
        "row": row,
        "reasons": _reasons(row, reason),
        "chosen": _(REASONS[reason][0]) if reason else "",
        "lines": [
            {
                "told": each,
                "held": each.code in known,
                "path": path_told(each.field),
                "sentence": _(each.sentence),
                "way_out": _(each.way_out),
            }
            for each in found.rows
        ],
        "first": "?" + urlencode(query) if request.GET.get("sau") else "",
        "next": "?" + urlencode({**query, "sau": found.next}) if found.next else "",
    }
    return render(request, "catalogue/report.html", context)


@never_cache
@access("admin", roles=ADMIN)
@require_safe
def change(request: HttpRequest, import_id: UUID, code: str) -> HttpResponse:
    """What one import changed in one record, field by field."""
    row = get_object_or_404(CatalogueImport, pk=import_id)
    found = row.changes.filter(code=code[:40].replace("\x00", ""), kind="changed").first()
    if found is None:
        raise Http404
    context = {"row": row, "told": found, "changes": reading.compared(found.fields)}
    return render(request, "catalogue/change.html", context)


TONES = {"added": "green", "changed": "blue", "returned": "neutral", "vanished": "amber"}


def _kinds(row: CatalogueImport, current: str) -> list[dict[str, Any]]:
    """Chips of what was done; kinds that did not happen are left out."""
    chips = [
        {
            "label": words.kind_name(kind),
            "count": getattr(row, kind),
            "href": "?" + urlencode({"viec": kind}),
            "current": kind == current,
        }
        for kind in CatalogueChange.KINDS
        if getattr(row, kind)
    ]
    every = row.added + row.changed + row.returned + row.vanished
    return (
        [{"label": _("Tất cả"), "count": every, "href": "?", "current": not current}, *chips] if chips else []
    )


def _reasons(row: CatalogueImport, current: str) -> list[dict[str, Any]]:
    """Every reason of the report with its number, the most frequent first."""
    counted = row.report.order_by().values_list("reason").annotate(n=Count("pk"))
    return [
        {
            "sentence": _(REASONS[reason][0]),
            "way_out": _(REASONS[reason][1]),
            "count": count,
            "href": "?" + urlencode({"vi-sao": reason}),
            "current": reason == current,
        }
        for reason, count in sorted(counted, key=lambda each: -each[1])
    ]
