"""The administrator's pages: sets as known, and the annex loaded into one from a sheet or row by row."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.government.indices.actions import load_annex as annex
from tinhso.government.indices.measures.catalogue import SHARES
from tinhso.government.indices.queries.sets import newest, version_of, versions
from tinhso.government.indices.rules.scoring import KINDS
from tinhso.government.indices.rules.sets import AUDIENCES, COMPONENT, Found
from tinhso.lib import sheet_rows
from tinhso.lib.errors import Refused
from tinhso.lib.posted import day, typed_day

SALT = "indices.annex"
HOUR = 3600


@identity.access("officer", roles=("system_admin",))
def listing(request: HttpRequest) -> HttpResponse:
    """Every set with how much of it is known."""
    return render(request, "indices/annex/list.html", {"sets": newest(), "audiences": AUDIENCES})


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=("system_admin",))
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One set: its structure, its components, and a sheet or one row more to load; always shown before it is kept."""
    actor = identity.actor_of(request)
    found = version_of(key)
    post = request.POST
    page: dict[str, Any] = {
        "set": found, "versions": versions(key), "columns": COMPONENT, "kinds": KINDS, "audiences": AUDIENCES,
        "measures": SHARES, "errors": {}, "typed": post, "on": typed_day(post, "valid_from"),
    }  # fmt: skip
    if request.method == "POST":
        try:
            if "load" in post:
                return _load(request, actor, key)
            rows, faults = _handed_in(request, found.components)
            faults = faults or annex.faults(key, rows)
            page |= {
                "rows": rows,
                "faults": faults,
                "kept": "" if faults else signing.dumps([key, rows], salt=SALT, compress=True),
            }
        except Refused as refused:
            page["errors"] = {refused.field or "file": str(refused)}
    return render(
        request, "indices/annex/set.html", page, status=422 if page["errors"] or page.get("faults") else 200
    )


@identity.access("officer", roles=("system_admin",))
def template(request: HttpRequest, key: str) -> HttpResponse:
    """What is known of the components as a sheet: to be filled in and loaded again."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COMPONENT)
    for row in version_of(key).components:
        writer.writerow([row.get(column, "") for column in COMPONENT])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="phu-luc.csv"'
    return answer


def _load(request: HttpRequest, actor: Any, key: str) -> HttpResponse:
    try:
        own, rows = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature as error:
        raise Refused("preview_old", _("Bản xem trước đã cũ: hãy đưa tệp lên lại."), field="file") from error
    on = day(request.POST, "valid_from")
    if own != key or on is None:
        raise Refused("day_needed", _("Nhập ngày áp dụng."), field="valid_from")
    made = annex.load_annex(actor, key, rows, valid_from=on, decision=request.POST.get("decision", "")[:600])
    messages.success(request, _("Đã nạp %s chỉ số thành phần.") % len(made.components))
    return HttpResponseRedirect(reverse("indices:set", args=[key]))


def _handed_in(request: HttpRequest, known: list[dict[str, Any]]) -> tuple[list[dict[str, str]], list[Found]]:
    """The rows of the sheet; or what is loaded already and the one row that was typed."""
    upload = request.FILES.get("file")
    if upload is not None:
        words = {
            "large": _("Tệp lớn hơn 2 MB."),
            "encoding": _("Tệp CSV không phải UTF-8: hãy lưu lại bằng UTF-8."),
            "form": _("Tệp không phải CSV hay XLSX đọc được."),
            "rows": _("Tệp có quá nhiều dòng hoặc cột."),
        }
        try:
            return annex.read(sheet_rows.rows(upload.read(sheet_rows.MOST_BYTES + 1)))
        except sheet_rows.Unreadable as error:
            raise Refused("sheet_unreadable", words[str(error)], field="file") from error
    typed = {name: request.POST.get(name, "").strip()[:4000] for name in COMPONENT}
    row = {name: text for name, text in typed.items() if text}
    if not row:
        raise Refused("nothing_given", _("Chọn tệp, hoặc nhập một chỉ số."), field="file")
    rows = [
        {name: str(value) for name, value in one.items()} for one in known if one["code"] != row.get("code")
    ]
    return [*rows, row], []
