"""One dossier on both sides, and sending it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.foundation.identity.api import access, actor_of, person_name
from tinhso.foundation.records.api import Subject, look_once
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal import texts
from tinhso.government.portal.access import READERS, lines_of, may_act, outgoing_of
from tinhso.government.portal.actions.compare import compare_one, look, resend
from tinhso.government.portal.actions.line import rests
from tinhso.government.portal.actions.put_right import CORRECTED, correct, settle_line
from tinhso.government.portal.contract import Unreachable
from tinhso.government.portal.models import Outgoing
from tinhso.government.portal.rules import silent as silent_rule
from tinhso.government.portal.snapshots import of_dossier
from tinhso.government.portal.views.frame import show
from tinhso.government.portal.views.saying import said
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Invalid, NotFound, Refused

# Those who may correct an owner are at the desk: `dossiers.correct_owner` asks for more.
CORRECTORS = ("reception",)


@never_cache
@access("officer", roles=READERS)
@require_safe
def one(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """What the portal holds now beside what we hold now."""
    actor = actor_of(request)
    row = outgoing_of(actor, outgoing_id)
    return _page(request, actor, row)


@access("officer", roles=READERS)
@require_POST
def put_right_one(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """The holder corrects the dossier, or says why nothing is sent."""
    actor = actor_of(request)
    row = outgoing_of(actor, outgoing_id)
    typed = {key: value.strip()[:2000] for key, value in request.POST.items() if isinstance(value, str)}
    try:
        if typed.get("act") == "settle":
            settle_line(actor, row.pk, reason=typed.get("settled", ""))
            messages.success(
                request, _("Đã khép lại hồ sơ %(code)s, không gửi qua Cổng.") % {"code": row.code}
            )
        else:
            correct(actor, row.pk, typed, reason=typed.get("reason", ""))
            messages.success(request, _("Đã sửa. Hồ sơ %(code)s gửi ở lượt tới.") % {"code": row.code})
    except (Forbidden, NotFound):
        raise
    except Refused as refused:
        return _page(request, actor, row, typed=typed, errors=_errors(refused, typed))
    return HttpResponseRedirect(reverse("portal:home"))


def _errors(refused: Refused, typed: dict[str, str]) -> dict[str, str]:
    """The sentences beside the fields of the form that was sent."""
    if isinstance(refused, Invalid):
        return {e.field.removeprefix("owner."): e.message for e in refused.errors}
    return {"settled" if typed.get("act") == "settle" else (refused.field or "reason"): str(refused)}


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Outgoing,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    found, silent = None, rests()
    # While the line rests nobody's page knocks: an account that is refused again and again would be locked.
    if not silent:
        try:
            # Whoever may act also keeps the finding; a monitor's look changes nothing.
            found = compare_one(row) if may_act(actor) and row.state == "sent" else look(row)
        except Unreachable:
            silent = True
    row.refresh_from_db()
    differences = found.differences if found else ()
    reads = row.dossier_id is None or _reads(actor, row.dossier_id)
    if differences and reads and row.dossier_id is not None:
        look_once(actor, Subject("dossier", row.dossier_id), "dossier")
    return show(
        request,
        "dossier.html",
        422 if errors else 200,
        row=row,
        typed=typed or {},
        errors=errors or {},
        corrects=CORRECTED.get(row.reason_code, ()) if row.state == "held" and actor.has(*CORRECTORS) else (),
        settled_by=person_name(row.settled_by_id) if row.settled_by_id else "",
        found=found,
        silent=silent,
        lines=[
            (texts.field_name(d.field), *(said(d.field, v, reads=reads) for v in (d.ours, d.theirs)))
            for d in differences
        ],
        acts=row.progress.count(),
        opens=bool(row.dossier_id and dossiers.seen_among(actor, {row.dossier_id})),
        silent_fields=silent_rule.of_dossier(of_dossier(row.dossier_id)) if row.dossier_id else (),
        told=row.progress.exclude(sent_at=None).count(),
    )


def _reads(actor: Actor, dossier_id: UUID) -> bool:
    """True for those who may open the dossier: whoever only runs the line learns which fields differ, not what of a
    person stands in them."""
    try:
        dossiers.for_officer(actor, dossier_id)
    except NotFound:
        return False
    return True


@access("officer", roles=READERS)
@require_POST
def resend_one(request: HttpRequest, outgoing_id: UUID) -> HttpResponse:
    """This line again."""
    row = outgoing_of(actor_of(request), outgoing_id)
    resend(actor_of(request), [row.pk])
    messages.success(request, _("Đã xếp hồ sơ %(code)s vào lượt gửi tới.") % {"code": row.code})
    seen = Outgoing.objects.filter(lines_of(actor_of(request)), pk=outgoing_id).exists()
    there = reverse("portal:dossier", args=[outgoing_id]) if seen else reverse("portal:home")
    return HttpResponseRedirect(there)
