"""Pages of who monitors procedures: publish a period, and enter what the national portal showed."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.worktime.api import day_bounds
from tinhso.government.indices.actions import portal_figures as portal
from tinhso.government.indices.actions.publish_period import PUBLISHER, prepare, signers
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.queries.portal import everything
from tinhso.government.indices.views._asked import KEY, asked
from tinhso.government.indices.views.quality import frame
from tinhso.government.indices.views.quality_words import choices
from tinhso.lib import sheet_rows
from tinhso.lib.errors import Refused
from tinhso.lib.posted import day, typed_day

COLUMNS = ("co_quan", "ma", "tu_so", "mau_so", "diem", "ngay_xem")


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=(PUBLISHER,))
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Every edition of a period; one button that keeps its figures and asks for the signature."""
    actor = identity.actor_of(request)
    wish = asked(request, key)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = prepare(
                actor, KEY, wish.period.key, signer=_uuid(request.POST.get("signer", "")),
                reason=request.POST.get("reason", "")[:4000],
            )  # fmt: skip
        except Refused as refused:
            errors = {refused.field or "signer": str(refused)}
        else:
            messages.success(request, _("Đã lập bản %s; kỳ được công bố khi người ký ký số.") % made.number)
            return HttpResponseRedirect(request.path)
    waiting = editions.waiting(KEY, wish.period.key)
    page: dict[str, Any] = frame(wish) | {
        "figures": quality.figures(wish.set, wish.scope, wish.window),
        "over": wish.window.until >= day_bounds(wish.period.last)[1],
        "editions": editions.history(KEY, wish.period.key),
        "waiting": waiting,
        "waits_for": identity.person_name(waiting.signer_id) if waiting else "",
        "signers": [(str(account), name) for account, name in signers(actor)],
        "typed": request.POST,
        "errors": errors,
    }
    return render(request, "indices/quality/publish.html", page, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=(portal.WRITER,))
def portal_page(request: HttpRequest, key: str) -> HttpResponse:
    """What the portal showed: one figure typed, or a sheet; rows that cannot be taken are told one by one."""
    actor = identity.actor_of(request)
    wish = asked(request, key)
    post = request.POST
    errors: dict[str, str] = {}
    bad: list[portal.Bad] = []
    taken: int | None = None
    if request.method == "POST":
        try:
            rows, bad = _handed_in(request, wish)
            taken = (
                portal.enter(
                    actor,
                    KEY,
                    wish.period.key,
                    rows,
                    source=(post.get("source") or post.get("typed_source") or "")[:600],
                )
                if rows
                else 0
            )
        except Refused as refused:
            errors = {refused.field or "file": str(refused)}
        else:
            if not bad:
                messages.success(request, _("Đã ghi %s con số của Cổng.") % taken)
                return HttpResponseRedirect(request.path)
    known = [
        (one, agency(one.agency_id).name if one.agency_id else "") for one in everything(KEY, wish.period.key)
    ]
    page: dict[str, Any] = frame(wish) | {
        "known": known, "bad": bad, "taken": taken, "typed": post, "errors": errors,
        "on": typed_day(post, "seen_on"), "choices": choices(wish),
        "codes": [(one.code, f"{one.code}. {one.name}") for group in wish.set.groups for one in group.components],
    }  # fmt: skip
    return render(request, "indices/quality/portal.html", page, status=422 if errors or bad else 200)


@identity.access("officer", roles=(portal.WRITER,))
def portal_sheet(request: HttpRequest, key: str) -> HttpResponse:
    """An empty sheet with every component of the province, to be filled in."""
    wish = asked(request, key)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for group in wish.set.groups:
        writer.writerows(["", one.code, "", "", "", ""] for one in group.components)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="cong-{wish.period.key}.csv"'
    return answer


def _handed_in(request: HttpRequest, wish: Any) -> tuple[list[portal.Typed], list[portal.Bad]]:
    upload = request.FILES.get("file")
    if upload is not None:
        words = {
            "large": _("Tệp lớn hơn 2 MB."),
            "encoding": _("Tệp CSV không phải UTF-8: hãy lưu lại bằng UTF-8."),
            "form": _("Tệp không phải CSV hay XLSX đọc được."),
            "rows": _("Tệp có quá nhiều dòng hoặc cột."),
        }
        try:
            table = sheet_rows.rows(upload.read(sheet_rows.MOST_BYTES + 1))
        except sheet_rows.Unreadable as error:
            raise Refused("sheet_unreadable", words[str(error)], field="file") from error
        return portal.read(table, wish.set, wish.period)
    told = {name: request.POST.get(name, "").strip()[:200] for name in portal.HEADS}
    on = day(request.POST, "seen_on")
    told["seen_on"] = on.isoformat() if on else ""
    return [portal.typed(told, wish.set, wish.period)], []


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
