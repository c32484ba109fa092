"""What everybody may read: public documents and their targets."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.foundation.files import api as files
from tinhso.foundation.identity.api import access as rule
from tinhso.foundation.records.api import Subject
from tinhso.government.directives import access
from tinhso.government.directives.queries import lists
from tinhso.government.directives.queries.reporting import chain
from tinhso.government.directives.queries.targets import seen
from tinhso.government.directives.rules.kinds import LINKS, kind_name
from tinhso.government.directives.rules.path import JUDGED
from tinhso.government.directives.views import _frame, chart
from tinhso.government.directives.views.targets import TONES
from tinhso.lib.actor import Actor
from tinhso.lib.posted import line

# Whoever looks here sees what is public, whatever else they may read elsewhere.
ANYBODY = Actor(kind="resident")


@require_safe
@rule("public")
def listing(request: HttpRequest) -> HttpResponse:
    """The public documents, the newest first."""
    text, after = line(request.GET, "q", 100), request.GET.get("sau", "")
    found = lists.documents(ANYBODY, text=text, after=after, limit=20)
    page = {
        "rows": [(row, kind_name(row.kind, row.kind_name)) for row in found],
        "text": text,
        "pages": _frame.pages({"q": text}, after, found.next),
    }
    return render(request, "directives/public.html", page)


@require_safe
@rule("public")
def one(request: HttpRequest, directive_id: UUID) -> HttpResponse:
    """One public document with its targets: measured and declared apart."""
    document = access.document(ANYBODY, directive_id)
    targets = (
        document.targets.select_related("owner")
        .prefetch_related("years", "declarations", "tallies")
        .order_by("pk")
    )
    page = {
        "document": document,
        "kind": kind_name(document.kind, document.kind_name),
        "chain": [
            (LINKS[kind][0 if mine else 1], other) for kind, mine, other in chain(document) if other.public
        ],
        "files": files.files_of(Subject("directive", document.pk)),
        "targets": [seen(target) for target in targets],
        "judged": JUDGED,
        "tones": TONES,
        "plain": chart.plain,
    }
    return render(request, "directives/public_one.html", page)
