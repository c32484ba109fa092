"""One dossier for its officers, and what they may do with it now."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from tinhso.foundation.records.api import Subject, history, looks
from tinhso.government.dossiers import access
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.models import (
    Dossier,
    DossierFile,
    DossierParty,
    Extension,
    Fee,
    Opinion,
    Result,
    Step,
    SupplementRequest,
    WithdrawnResult,
)
from tinhso.government.dossiers.offices import acts_for, is_open_to
from tinhso.government.dossiers.rules import transitions
from tinhso.government.dossiers.rules.masking import mask_id, mask_phone
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.text import digits


@dataclass(frozen=True)
class PartyView:
    """A person of the dossier with masked numbers; `look_at_people` opens them."""

    role: str
    kind: str
    name: str
    number: str
    phone: str
    email: str
    address: str
    mandate: str
    verified: bool
    erased: bool


@dataclass(frozen=True)
class Detail:
    """Everything on an officer's dossier page.

    `own_steps` are the open steps that the actor may do, several where branches of the process meet in one officer;
    `mine` is the one of them that the page is about.
    """

    dossier: Dossier
    version: procedures.VersionInfo
    parties: list[PartyView]
    summary: list[procedures.SummaryPage]
    components: list[procedures.Component]
    files: list[DossierFile]
    steps: list[Step]
    open_steps: list[Step]
    own_steps: list[Step]
    mine: Step | None
    supplements: list[SupplementRequest]
    opinions: list[Opinion]
    fees: list[Fee]
    extension: Extension | None
    result: Result | None
    withdrawn: list[WithdrawnResult]
    offered: list[transitions.Move]
    limit_known: bool


def detail(actor: Actor, dossier_id: UUID) -> Detail:
    """One dossier for an officer; NotFound when it is none of theirs. The people's numbers are masked.

    The form's answers are whole for those who handle the dossier; all others see long numbers masked.
    """
    dossier = access.for_officer(actor, dossier_id)
    version = version_of(dossier)
    # Kept on the dossier, so that nothing on its page reads them again.
    fees = Fee.objects.prefetch_related("payments").order_by("key")
    prefetch_related_objects(
        [dossier],
        Prefetch("parties", queryset=DossierParty.objects.order_by("role")),
        Prefetch("fees", queryset=fees),
    )
    steps = list(
        dossier.steps.select_related("agency", "account", "done_by", "attachment").order_by("ordinal")
    )
    waiting = [step for step in steps if step.done_at is None]
    own = [step for step in waiting if _fits(actor, step, dossier.unit_code)]
    limit = procedures.time_limit(version, dossier.channel, dossier.data)
    return Detail(
        dossier=dossier,
        version=version,
        parties=[party_view(p) for p in dossier.parties.all()],
        summary=_answers(actor, dossier, version),
        components=procedures.components(version, dossier.data, dossier.channel),
        files=list(dossier.files.select_related("file", "checked_by")),
        steps=steps,
        open_steps=waiting,
        own_steps=own,
        mine=own[0] if own else None,
        supplements=list(dossier.supplements.prefetch_related("items")),
        opinions=list(dossier.opinions.select_related("agency")),
        fees=list(dossier.fees.all()),
        extension=Extension.objects.filter(dossier=dossier).first(),
        result=Result.objects.filter(dossier=dossier).first(),
        withdrawn=list(dossier.withdrawn_results.all()),
        offered=offered(actor, dossier),
        limit_known=bool(limit and limit.known and limit.verified),
    )


def at_step(view: Detail, step_id: UUID | None) -> Detail:
    """The same about another of one's own open steps; about none when that one no longer waits for the actor."""
    return replace(view, mine=next((step for step in view.own_steps if step.pk == step_id), None))


CITIZEN_ID = 12
_NUMBER = re.compile(r"\+?\d[\d .\-]{7,}\d")


def _answers(actor: Actor, dossier: Dossier, version: procedures.VersionInfo) -> list[procedures.SummaryPage]:
    pages = procedures.form(version).summary(dossier.data)
    if access.sees_whole(actor, dossier):
        return pages
    # Identity, tax number, telephone: every run of nine or more digits.
    return _masked(pages, lambda number: len(number) > 8)


def identifiers_masked(pages: Sequence[procedures.SummaryPage]) -> list[procedures.SummaryPage]:
    """The answers as who handles the dossier reads them before asking for the numbers: no citizen ID in full."""
    return _masked(pages, lambda number: len(number) == CITIZEN_ID)


def _masked(
    pages: Sequence[procedures.SummaryPage], hidden: Callable[[str], bool]
) -> list[procedures.SummaryPage]:
    def said(answer: object) -> str:
        return _NUMBER.sub(lambda m: mask_id(m[0]) if hidden(digits(m[0])) else m[0], str(answer))

    return [
        replace(page, rows=tuple((asked, said(answer), path) for asked, answer, path in page.rows))
        for page in pages
    ]


def offered(actor: Actor, dossier: Dossier, *, secret: str = "") -> list[transitions.Move]:
    """The moves that the table opens to this actor now: the buttons of a page."""
    found = transitions.allowed(dossier.state, access.roles_on(actor, dossier, secret=secret))
    if actor.kind == "officer" and not access.handles(actor, dossier):
        found = [move for move in found if move.verb in transitions.OPEN_TO_ASKED]
    # A prepaid fee that is owed holds up the reception, and nothing else.
    closed = {"finish", "accept"} if dossier.pay_by is not None else {"finish"}
    return [move for move in found if move.verb not in closed]


def party_view(party: DossierParty) -> PartyView:
    """A person with masked numbers."""
    return PartyView(
        role=party.role,
        kind=party.kind,
        name=party.name,
        number=mask_id(party.citizen_id or party.tax_number or party.passport),
        phone=mask_phone(party.phone),
        email=party.email,
        address=party.address,
        mandate=party.mandate,
        verified=party.verified,
        erased=party.erased_at is not None,
    )


def acts(dossier: Dossier) -> list[object]:
    """The recorded acts on a dossier, oldest first, attempts among them."""
    return list(history(Subject("dossier", dossier.pk)))


def looks_at(dossier: Dossier) -> list[object]:
    """Who opened the full numbers, newest first; shown to the person."""
    return list(looks(Subject("dossier", dossier.pk)))


def _fits(actor: Actor, step: Step, unit_code: str) -> bool:
    here = acts_for(actor, step.agency_id, unit_code)
    return here and actor.has(step.role) and is_open_to(actor, step)
