"""An official paper before it is made, and the paper itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.foundation.identity import api as identity
from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.actions.make_paper import kind_of, looked, make_paper, may_make
from tinhso.government.dossiers.actions.sign_notice import (
    ask_notice,
    check_paper,
    rule_of,
)
from tinhso.government.dossiers.paperwork.kinds import KINDS
from tinhso.government.dossiers.queries.signatures import notices_told
from tinhso.government.dossiers.views.officer.frame import show
from tinhso.lib.errors import NotFound, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@identity.access("officer")
def paper(request: HttpRequest, dossier_id: UUID, name: str) -> HttpResponse:
    """What the paper will say, as a picture and in words; POST makes it and opens it."""
    actor, part = identity.actor_of(request), _part(request)
    if request.method == "POST":
        if request.POST.get("sign") == "1":
            return _asked(request, dossier_id, name, part)
        made = make_paper(actor, dossier_id, name=name, part=part)
        return HttpResponseRedirect(reverse("dossiers:official_pdf", args=[dossier_id, made.pk]))
    dossier, order = looked(actor, dossier_id, name, part)
    pages = papers.preview_pages(order)
    answer = show(
        request,
        "official.html",
        "",
        dossier=dossier,
        name=name,
        part=part,
        title=kind_of(name).name,
        form=papers.template(order.key, order.on),
        made_here=kind_of(name).made_here,
        rule=rule_of(name),
        signing=notices_told(dossier.pk, name, part),
        rows=papers.told(order),
        tables=papers.told_tables(order),
        pages=range(1, len(pages) + 1),
        made=[
            one
            for one in papers.papers_of(Subject("dossier", dossier.pk))
            if (one.key, one.part) == (name, order.part)
        ],
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@identity.access("officer")
def page(request: HttpRequest, dossier_id: UUID, name: str, number: int) -> HttpResponse:
    """One page of the preview as a picture."""
    _dossier, order = looked(identity.actor_of(request), dossier_id, name, _part(request))
    return _picture(papers.preview_pages(order), number)


@require_GET
@identity.access("officer")
def made_pdf(request: HttpRequest, dossier_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper of this dossier as it was made, also one that was replaced since."""
    actor = identity.actor_of(request)
    dossier = access.for_officer(actor, dossier_id)
    found = papers.paper(paper_id)
    kind = KINDS.get(found.key)
    if (found.subject_kind, found.subject_id) != ("dossier", str(dossier.pk)) or kind is None:
        raise NotFound("papers.unknown", _("Không tìm thấy giấy này."))
    if not may_make(actor, dossier, kind):
        raise NotFound("papers.unknown", _("Không tìm thấy giấy này."))
    check_paper(found)
    note_look(actor, dossier, "receipt_print" if kind.secret else "dossier")
    return papers.newest_answer(found)


def _asked(request: HttpRequest, dossier_id: UUID, name: str, part: str) -> HttpResponse:
    """Put into its signer's list; the page says what became of it."""
    try:
        ask_notice(identity.actor_of(request), dossier_id, name=name, part=part)
    except NotFound:
        raise
    except Refused as refused:
        messages.error(request, f"{refused} {refused.way_out or ''}".strip())
    else:
        messages.success(request, _("Đã chuyển sang danh sách chờ ký số."))
    back = reverse("dossiers:official", args=[dossier_id, name])
    return HttpResponseRedirect(f"{back}?lan={part}" if part else back)


def _part(request: HttpRequest) -> str:
    """Which one of several of a kind; digits alone."""
    given = (request.POST.get("lan") or request.GET.get("lan", ""))[:6]
    return given if given.isdigit() else ""


def _picture(pages: list[bytes], number: int) -> HttpResponse:
    """One page of a preview."""
    found = pages[number - 1] if 0 < number <= len(pages) else b""
    answer = HttpResponse(found, content_type="image/png", status=200 if found else 404)
    answer["Cache-Control"] = "private, no-store"
    return answer
