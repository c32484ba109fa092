"""Open many procedures in one go: each in a transaction of its own, refused ones told with their reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.catalogue.actions.open_entry import open_entry
from tinhso.government.catalogue.models import CatalogueEntry, OpeningRun
from tinhso.government.catalogue.rules import wanted as wanting
from tinhso.government.catalogue.rules.wanted import Wanted
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

MOST = 5_000
# How often the progress of a run is written.
STEP = 5


def begin(actor: Actor, codes: Sequence[str], wanted: Wanted) -> OpeningRun:
    """Note what is asked; `go_on` does it. Raises Forbidden, Invalid for the decision, Refused for no code."""
    if actor.kind != "system" and not actor.has("system_admin", "unit_admin"):
        raise Forbidden("not_admin", _("Chỉ người quản trị được mở thủ tục."))
    procedures.check_terms(
        procedures.Terms(
            wanted.valid_from, wanted.online, wanted.decision, wanted.decided_on, wanted.valid_to, reason=wanted.reason
        )
    )  # fmt: skip
    chosen = list(dict.fromkeys(codes))
    if not chosen:
        raise Refused("no_codes", _("Chưa chọn thủ tục nào."), field="codes")
    if len(chosen) > MOST:
        raise Refused(
            "too_many_codes", _("Một lần mở tối đa %(most)s thủ tục.") % {"most": MOST}, field="codes"
        )
    return OpeningRun.objects.create(
        made_at=now(),
        made_by=actor.account_id,
        actor=_kept(actor),
        wanted=wanting.to_json(wanted),
        codes=chosen,
    )


def go_on(run_id: UUID, tell: Callable[[OpeningRun], None] | None = None) -> OpeningRun:
    """Do what is left of a run; being called twice does no harm. `tell` hears of the progress."""
    run = OpeningRun.objects.get(pk=run_id)
    wanted, actor = wanting.from_json(run.wanted), _actor(run)
    titles = dict(
        CatalogueEntry.objects.filter(valid_to=None, code__in=run.codes).values_list("code", "title")
    )
    for code in run.codes[run.done :]:
        _try(run, actor, code, titles.get(code, ""), wanted)
        if run.done % STEP == 0:
            _save(run, tell)
    run.ended_at = now()
    _save(run, tell)
    return run


def _try(run: OpeningRun, actor: Actor, code: str, title: str, wanted: Wanted) -> None:
    try:
        opened = open_entry(actor, code, wanted)
    except Refused as refused:
        run.refused.append({"code": code, "title": title, "why": str(refused), "reason": refused.code})
    else:
        run.published += opened.published
        if opened.changed:
            run.opened += 1
        else:
            run.unchanged += 1
    run.done += 1


@transaction.atomic
def _save(run: OpeningRun, tell: Callable[[OpeningRun], None] | None) -> None:
    run.save(update_fields=["done", "opened", "published", "unchanged", "refused", "ended_at"])
    if tell is not None:
        tell(run)


def _kept(actor: Actor) -> dict[str, object]:
    return {
        "kind": actor.kind,
        "account_id": str(actor.account_id) if actor.account_id else None,
        "capacity_id": str(actor.capacity_id) if actor.capacity_id else None,
        "agency_id": str(actor.agency_id) if actor.agency_id else None,
        "roles": sorted(actor.roles),
        "label": actor.label,
    }


def _actor(run: OpeningRun) -> Actor:
    kept = run.actor

    def ident(name: str) -> UUID | None:
        return UUID(kept[name]) if kept[name] else None

    return Actor(
        kind=kept["kind"],
        account_id=ident("account_id"),
        capacity_id=ident("capacity_id"),
        agency_id=ident("agency_id"),
        roles=frozenset(kept["roles"]),
        label=kept["label"],
    )
