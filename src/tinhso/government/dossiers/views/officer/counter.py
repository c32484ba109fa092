"""The counter: a clerk types in and accepts what a person without an account handed over or posted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tinhso.foundation.files import api as files
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.actions._reuse import note_looks
from tinhso.government.dossiers.actions.receive_at_counter import receive_at_counter
from tinhso.government.dossiers.forms import counter as typed_in
from tinhso.government.dossiers.forms.asks import Ask
from tinhso.government.dossiers.forms.card import ROLES, read_cards
from tinhso.government.dossiers.forms.limits import same_day_hint, units
from tinhso.government.dossiers.forms.next_person import person_ask
from tinhso.government.dossiers.forms.searching import chosen_among, searched
from tinhso.government.dossiers.models import Delivery, SubjectKind
from tinhso.government.dossiers.queries.at_counter import first_at_counter
from tinhso.government.dossiers.queries.kept import Kept, holder_of, kept_for
from tinhso.government.dossiers.views.officer import at_once
from tinhso.government.dossiers.views.officer.frame import sent, show
from tinhso.government.dossiers.views.resident.drafting import communes
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, Refused
from tinhso.lib.ids import new_id
from tinhso.lib.searching import looks_first

CLERK = ("reception",)
KEY_USED = "idempotency_key_reused"


@require_GET
@identity.access("officer", roles=CLERK)
def choose(request: HttpRequest) -> HttpResponse:
    """Find the procedure by everyday words or its code."""
    asked = request.GET.get("q", "").strip()[:200]
    hits = procedures.search(asked, 20) if asked else []
    listed = [(hit.code, hit.title, hit.field) for hit in hits]
    if not asked:
        listed = [(one.code, one.title, one.field) for one in procedures.procedures(limit=60)]
    return show(request, "counter.html", "counter", asked=asked, listed=listed)


@require_http_methods(["GET", "POST"])
@identity.access("officer", roles=CLERK)
def receive(request: HttpRequest, code: str) -> HttpResponse:
    """Everything on one screen: who, the form, the papers; then the receipt for printing."""
    actor = identity.actor_of(request)
    version = procedures.version(code, today())
    form = procedures.form(version)
    errors: dict[str, str] = {}
    data: dict[str, Any] = {}
    scans: dict[str, UUID] = {}
    status = 200
    key = request.POST.get("key") or str(new_id())
    cards = read_cards(actor, request.POST)
    if request.method == "POST":
        changed = typed_in.changed_rows(form, cards.typed)
        read = typed_in.read(actor, version, form, cards.typed, request.FILES)
        filing, errors, scans = read.filing, read.errors | cards.faults(), read.scans
        data = changed if changed is not None else filing.data
        # A card that has just been scanned is looked at first, whatever its Enter pressed.
        if (
            changed is not None
            or cards.fresh
            or {"_update", "_card"} & request.POST.keys()
            or looks_first(request.POST)
        ):
            # Only drawn anew: nothing is filed, so nothing is wrong yet.
            errors = {}
        elif errors:
            status = 422
        else:
            try:
                filing = replace(filing, compared=cards.compared())
                if at_once.PRESSED in request.POST:
                    at_once.do(request, actor, filing, key[:60])
                    sent(request, f"quay-{version.code}")
                    # The next person: an empty form of the same procedure.
                    return HttpResponseRedirect(reverse("dossiers:counter_filing", args=[version.code]))
                filed = receive_at_counter(actor, filing, idempotency_key=key[:60])
            except Refused as refused:
                status = refused.status
                errors = _faults(refused)
                key = key if refused.code != KEY_USED else str(new_id())
            else:
                sent(request, f"quay-{version.code}")
                # What is done while the person waits goes on at once; everybody else takes a receipt home.
                after = "officer_dossier" if version.content.on_the_spot else "officer_receipt"
                address = reverse(f"dossiers:{after}", args=[filed.dossier.pk])
                # The button says that it prints: the receipt opens with the print dialog.
                return HttpResponseRedirect(f"{address}?in=1" if after == "officer_receipt" else address)
    channel = "POSTAL" if request.POST.get("channel") == "POSTAL" else "DIRECT"
    limit = procedures.time_limit(version, channel, data)
    components = typed_in.wanted(version, data, channel)
    spot = at_once.offered(actor, version)
    posted = request.method == "POST"
    typed = (
        typed_in.around(cards.typed)
        if posted
        else _proposed(version, limit) | at_once.proposed(request, version.code)
    )
    commune = request.POST.get("commune") or _own_commune(actor.agency_id)
    following = searched([] if spot else _following(actor, version, data, commune, channel), request.POST)
    errors |= chosen_among(following, typed, request.POST)
    return show(
        request,
        "counter_at_once.html" if spot else "counter_filing.html",
        "counter",
        status,
        version=version,
        pages=typed_in.asked(form, data, errors),
        stored=_stored(actor, scans),
        today=today(),
        components=components,
        kept=_kept(actor, version, typed_in.around(cards.typed), components),
        shown=[c for c in procedures.components(version, data, channel) if c.kind == "present"],
        errors=errors,
        typed=typed,
        lacking=at_once.lacking(actor, version),
        fees=procedures.fees(version, data, channel) if spot else [],
        methods=at_once.methods(),
        following=following,
        scanned=[cards.scans[role] for role in ROLES if role in cards.scans],
        commune=commune,
        communes=communes(),
        kinds=list(SubjectKind.choices),
        deliveries=list(Delivery.choices),
        limit_known=bool(limit and limit.known and limit.verified),
        units=units(),
        same_day_hint=same_day_hint,
        key=key,
    )


def _proposed(version: procedures.VersionInfo, limit: procedures.TimeLimit | None) -> dict[str, str]:
    """For what is done on the spot: one working day, with the package's own words as the ground."""
    if not version.content.on_the_spot:
        return {}
    ground = limit.note if limit else ""
    return {"limit": "1", "unit": "working_day", "limit_reason": ground or _("Giải quyết tại chỗ")}


def _following(
    actor: Actor, version: procedures.VersionInfo, data: dict[str, Any], commune: str, channel: str
) -> list[Ask]:
    """Who takes the first step after the counter, asked as when an online filing is accepted."""
    found = first_at_counter(actor, version, data, commune, channel)
    return [person_ask(found)] if found is not None else []


def _kept(
    actor: Actor, version: procedures.VersionInfo, typed: Any, components: list[procedures.Component]
) -> dict[str, list[Kept]]:
    """What the store holds of the owner whose identity papers were compared; that it is shown is a look."""
    found = kept_for(holder_of(actor, typed_in.owner_as_typed(typed)), version.code, components)
    note_looks(actor, [one for kept in found.values() for one in kept])
    return found


def _stored(actor: Actor, scans: dict[str, UUID]) -> dict[str, files.StoredFile]:
    """The clerk's scans that have arrived, by field: shown by name, and posted again by id."""
    found = {one.id: one for one in files.own_files(actor, list(scans.values()))}
    return {name: found[ident] for name, ident in scans.items() if ident in found}


def _faults(refused: Refused) -> dict[str, str]:
    if refused.code == KEY_USED:
        # The line broke after it was filed, and the form was changed before it was sent again.
        told = _("Hồ sơ này đã được nhận trước khi mất mạng. Bấm lần nữa thì thành một hồ sơ khác.")
        return {"viec": told}
    if isinstance(refused, Invalid):
        return {error.field.replace("files.", "giay."): error.message for error in refused.errors}
    return {(refused.field or "viec").replace("files.", "giay."): str(refused)}


def _own_commune(agency_id: Any) -> str:
    return organisation.agency(agency_id).unit_code if agency_id else ""
