"""Checking one paper: its picture beside what the officer says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.records.api import Subject, look_once
from tinhso.foundation.signing.api import SigningRequest
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers import api as dossiers
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.api import Component
from tinhso.government.scanning.access import KIND, SCANNERS, paper_of
from tinhso.government.scanning.actions.certify import ask_copy, certifiable, requests_of
from tinhso.government.scanning.actions.erase import GOES, erase_paper
from tinhso.government.scanning.actions.sign import Finding, reject_paper, sign_paper
from tinhso.government.scanning.models import Paper
from tinhso.government.scanning.queries.lists import next_to_check
from tinhso.government.scanning.views.counts import counts_of
from tinhso.government.scanning.words import TONES, paper_state, text_state
from tinhso.lib.actor import Actor
from tinhso.lib.dates import vi_moment
from tinhso.lib.errors import Invalid, NotFound, Refused


@require_http_methods(["GET", "POST"])
@access("officer", roles=SCANNERS)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The pages, the dossier's components and the counts; posted, the paper is signed and the next one opens."""
    actor = actor_of(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            signed = sign_paper(actor, paper_id, _finding(request))
            messages.success(request, _("Đã xác nhận: %(name)s.") % {"name": signed.component_name})
            _tell_missing(request, actor, signed)
            _ask_copy(request, actor, signed)
            return _next(actor, signed)
        except Invalid as invalid:
            errors = {error.field: error.message for error in invalid.errors}
        except NotFound:
            raise
        except Refused as refused:
            errors = {refused.field or "component_key": str(refused)}
    return _page(request, paper_of(actor, paper_id), errors)


@require_POST
@access("officer", roles=SCANNERS)
def reject(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Say that it has to be scanned again."""
    actor, reason = actor_of(request), request.POST.get("reason", "")
    return _settle(
        request,
        paper_id,
        lambda: reject_paper(actor, paper_id, reason),
        _("Đã ghi: cần quét lại."),
        lambda rejected: _next(actor, rejected),
    )


@require_POST
@access("officer", roles=SCANNERS)
def certify(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Have the confirmed scan signed as an electronic copy."""
    actor = actor_of(request)

    def ask() -> Paper:
        ask_copy(actor, paper_id)
        return paper_of(actor, paper_id)

    back = HttpResponseRedirect(reverse("scanning:paper", args=[paper_id]))
    return _settle(request, paper_id, ask, _("Đã chuyển sang danh sách chờ ký số."), lambda _paper: back)


@require_POST
@access("officer", roles=SCANNERS)
def erase(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Take a wrong scan out, with its reason."""
    actor, reason = actor_of(request), request.POST.get("erase_reason", "")
    return _settle(
        request,
        paper_id,
        lambda: erase_paper(actor, paper_id, reason),
        _("Đã xóa bản quét."),
        lambda gone: HttpResponseRedirect(reverse("scanning:batch", args=[gone.batch_id])),
    )


@require_safe
@access("officer", roles=SCANNERS)
def image(request: HttpRequest, paper_id: UUID, ordinal: int) -> HttpResponseBase:
    """One straightened page as a picture, for this page alone."""
    actor = actor_of(request)
    found = paper_of(actor, paper_id)
    page = found.pages.filter(ordinal=ordinal).exclude(image=None).first()
    if page is None or page.image_id is None:
        raise NotFound("scan_page_unknown", _("Không có trang này."))
    # Its address may be opened by itself: the picture is the paper.
    _note_look(actor, found)
    answer = FileResponse(files.open_file(page.image_id), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer


def _settle(
    request: HttpRequest,
    paper_id: UUID,
    settle: Callable[[], Paper],
    told: str,
    onward: Callable[[Paper], HttpResponse],
) -> HttpResponse:
    """Do it and go on; a faulty reason is shown beside its field, any other refusal above the paper."""
    try:
        settled = settle()
    except Invalid as invalid:
        errors = {invalid.field or "reason": invalid.message}
        return _page(request, paper_of(actor_of(request), paper_id), errors)
    except NotFound:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("scanning:paper", args=[paper_id]))
    messages.success(request, told)
    return onward(settled)


def _finding(request: HttpRequest) -> Finding:
    posted = request.POST
    return Finding(
        posted.get("dossier_code", ""),
        posted.get("component_key", ""),
        _count(posted.get("originals", "")),
        _count(posted.get("copies", "")),
        posted.get("readable", "") == "1",
        posted.get("note", ""),
        _ident(posted.get("replaces", "")),
    )


def _ident(text: str) -> UUID | None:
    """A chosen paper; what is no id names one that is never found."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _count(text: str) -> int | None:
    """A typed count; an empty field is none, what is no number is None."""
    text = text.strip()
    if not text:
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def _next(actor: Actor, done: Paper) -> HttpResponse:
    following = next_to_check(actor, done.batch_id)
    if following is not None:
        return HttpResponseRedirect(reverse("scanning:paper", args=[following.pk]))
    return HttpResponseRedirect(reverse("scanning:batch", args=[done.batch_id]))


def _page(request: HttpRequest, found: Paper, errors: dict[str, str]) -> HttpResponse:
    actor = actor_of(request)
    _note_look(actor, found)
    code = request.POST.get("dossier_code") or request.GET.get("hs") or found.target_code
    dossier, wanted = _wanted(actor, code)
    typed: Any = request.POST or _known(found, dossier)
    if code and dossier is None and found.state == Paper.State.TO_CHECK:
        told = _("Không có hồ sơ %(code)s ở cơ quan bạn. Hãy nhập mã khác.") % {"code": code[:60]}
        errors = {"hs": told, **{key: text for key, text in errors.items() if key != "dossier_code"}}
    context: dict[str, Any] = {
        "paper": found,
        "batch": found.batch,
        "pages": list(found.pages.all()),
        "of": found.batch.papers.count(),
        "code": code,
        "dossier": dossier,
        "options": [(one.key, one.name, counts_of(one)) for one in wanted],
        "typed": typed,
        "errors": errors,
        "state": paper_state(found),
        "tone": TONES[found.state],
        "words": text_state(found),
        "checker": person_name(found.checked_by_id) if found.checked_by_id else "",
        "standing": _standing(found, dossier),
        "may_erase": found.state in GOES,
        "copies": _copies(found) if found.dossier else [],
        "may_certify": certifiable(found),
        "worklists": dossiers.worklists(actor, "scanning"),
    }
    return render(request, "scanning/paper.html", context, status=422 if request.method == "POST" else 200)


def _note_look(actor: Actor, found: Paper) -> None:
    """A picture shows what a person handed in; that an officer opened it is on record."""
    subject = Subject("dossier", found.dossier) if found.dossier else Subject(KIND, found.batch_id)
    look_once(actor, subject, f"file:{found.file.id}")


def _standing(found: Paper, dossier: Any) -> list[tuple[str, ...]]:
    """What this paper may stand for: the signed scans of the dossier; nothing when there is none."""
    if dossier is None or found.state != Paper.State.TO_CHECK:
        return []
    signed = Paper.objects.filter(dossier=dossier.pk, state=Paper.State.SIGNED).order_by("checked_at", "pk")
    rows: list[tuple[str, ...]] = [
        (str(one.pk), _("Thay cho: %(name)s") % {"name": one.component_name}, _day(one)) for one in signed
    ]
    return [("", _("Là giấy tờ thêm, không thay bản nào")), *rows] if rows else []


def _day(signed: Paper) -> str:
    """When it was signed, on a local calendar."""
    return f"{signed.checked_at.astimezone(ZONE):%d/%m/%Y %H:%M}" if signed.checked_at else ""


def _ask_copy(request: HttpRequest, actor: Actor, signed: Paper) -> None:
    """The copy goes to whoever signs copies here, if anybody; a refusal leaves the confirmed scan as it is."""
    if certifiable(signed):
        try:
            ask_copy(actor, signed.pk)
        except Refused as refused:
            messages.info(request, str(refused))


def _copies(found: Paper) -> list[str]:
    """What became of its electronic copy, a sentence each."""
    return [
        _("%(name)s đã ký số bản điện tử lúc %(at)s.")
        % {"name": _holder(one), "at": vi_moment(one.ended_at, _)}
        if one.state == "signed" and one.ended_at
        else _("Bản điện tử chờ %(name)s ký số.") % {"name": _holder(one)}
        for one in requests_of(found)
    ]


def _holder(one: SigningRequest) -> str:
    if one.agency is not None:
        return str(one.agency.name)
    return person_name(one.account_id) if one.account_id else ""


def _tell_missing(request: HttpRequest, actor: Actor, signed: Paper) -> None:
    """Say so when fewer sheets were counted than the procedure asks for; the dossier's officer decides."""
    dossier, wanted = _wanted(actor, signed.dossier_code)
    asked = next((one for one in wanted if one.key == signed.component_key), None)
    if dossier is None or asked is None:
        return
    rows = list(dossier.files.filter(component_key=asked.key, replaced_at=None))
    originals, copies = sum(row.originals for row in rows), sum(row.copies for row in rows)
    if originals < asked.originals or copies < asked.copies:
        facts = {"asked": counts_of(asked), "a": originals, "b": copies}
        messages.info(request, _("%(asked)s; đã đếm %(a)s bản chính, %(b)s bản sao.") % facts)


def _wanted(actor: Actor, code: str) -> tuple[Any, list[Component]]:
    """The dossier of the code with the papers it asks for; nothing for one that the officer may not read."""
    if not code.strip():
        return None, []
    try:
        dossier = dossiers.by_code(actor, code)
    except Refused:
        return None, []
    return dossier, procedures.components(dossier.procedure_version_id, dossier.data, dossier.channel)


def _known(found: Paper, dossier: Any) -> dict[str, Any]:
    """What the sheet named, and how many sheets were counted at the counter, if they were."""
    counted = None
    if dossier is not None and found.target_key:
        rows = dossier.files.filter(component_key=found.target_key, file=None, replaced_at=None)
        counted = rows.first()
    return {
        "component_key": found.target_key,
        "originals": counted.originals if counted else "",
        "copies": counted.copies if counted else "",
        "readable": "1",
    }
