"""One dossier on both sides, and sending it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal import texts
from tinhso.government.portal.access import READERS, may_act, outgoing_of
from tinhso.government.portal.actions.compare import compare_one, look, resend
from tinhso.government.portal.contract import Unreachable
from tinhso.government.portal.rules import silent as silent_rule
from tinhso.government.portal.snapshots import of_dossier
from tinhso.government.portal.views.frame import show
from tinhso.government.portal.views.saying import said


@never_cache
@access("officer", roles=READERS)
@require_safe
def one(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """What the portal holds now beside what we hold now."""
    actor = actor_of(request)
    row = outgoing_of(actor, outgoing_id)
    found, silent = None, False
    try:
        # Whoever may act also keeps the finding; a monitor's look changes nothing.
        found = compare_one(row) if may_act(actor) and row.state == "sent" else look(row)
    except Unreachable:
        silent = True
    row.refresh_from_db()
    differences = found.differences if found else ()
    return show(
        request,
        "dossier.html",
        row=row,
        found=found,
        silent=silent,
        lines=[
            (texts.field_name(d.field), said(d.field, d.ours), said(d.field, d.theirs)) for d in differences
        ],
        acts=row.progress.count(),
        opens=bool(row.dossier_id and dossiers.seen_among(actor, {row.dossier_id})),
        silent_fields=silent_rule.of_dossier(of_dossier(row.dossier_id)) if row.dossier_id else (),
        told=row.progress.exclude(sent_at=None).count(),
    )


@access("officer", roles=READERS)
@require_POST
def resend_one(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """This line again."""
    row = outgoing_of(actor_of(request), outgoing_id)
    resend(actor_of(request), [row.pk])
    messages.success(request, _("Đã xếp hồ sơ %(code)s vào lượt gửi tới.") % {"code": row.code})
    return HttpResponseRedirect(reverse("portal:dossier", args=[outgoing_id]))
