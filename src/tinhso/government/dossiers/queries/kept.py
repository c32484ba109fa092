"""What the store already holds of a person: results we issued and papers that an officer found valid.

Only what was proven to be theirs counts, a person's or an enterprise's: the source's owner has the same number and
name, and their identity was checked there, or their own account filed it, which is verified now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from tinhso.foundation.identity.api import (
    organisation_by_tax_number,
    organisation_of,
    person_by_citizen_id,
    person_of,
)
from tinhso.foundation.worktime.api import ZONE, today
from tinhso.government.dossiers.models import (
    Dossier,
    DossierFile,
    DossierParty,
    FileCheck,
    PartyRole,
    Result,
    Reuse,
    State,
    SubjectKind,
)
from tinhso.government.dossiers.queries.known_people import same_name
from tinhso.government.dossiers.rules import reuse as rule
from tinhso.government.dossiers.rules.inputs import PartyInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.text import digits, fold

MOST_SOURCES = 200
MOST_OFFERED = 5
SALT = "dossiers.kept"
SEAL_SECONDS = 3600


@dataclass(frozen=True)
class Holder:
    """Whose store is asked: a proven number and the name that goes with it; `asker`: who is shown what lies in it."""

    number: str
    name: str
    kind: str = SubjectKind.CITIZEN
    asker: str = ""


@dataclass(frozen=True)
class Kept:
    """One paper that need not be handed in again. `source` names the paper or result, `code` its dossier.

    `stated` False: no source says how long it holds; the officer looks whether it still does.
    """

    token: str
    reuse: str
    source: UUID
    dossier: Dossier
    code: str
    name: str
    result_code: str
    on: date
    stated: bool
    until: date | None
    file: Any
    # What the version says about using the result, e.g. for which purpose alone.
    note: str = ""
    # Opens it for the one person to whom it was offered (`views.kept`).
    seal: str = ""


def holder_of(actor: Actor, owner: Any, *, proven: bool = False) -> Holder | None:
    """Whose store may be offered for a dossier of this owner (PartyInput or DossierParty, anything with its fields).

    A resident's own, once their identity is verified and the owner is they themselves; an enterprise's for its own
    account, once that is verified; at the desk the owner's, whose papers the officer has compared or whose account
    is `proven`. None otherwise: nothing is offered on a typed number alone.
    """
    number = _number(owner)
    if not number or not owner.name:
        return None
    holder = Holder(number, owner.name, owner.kind, asker_of(actor))
    if actor.kind == "officer":
        return holder if (owner.verified or proven) and actor.has("reception") else None
    if actor.kind != "resident" or actor.account_id is None:
        return None
    if owner.kind == SubjectKind.ENTERPRISE:
        firm = organisation_of(actor.account_id)
        own = firm is not None and firm.verified and firm.tax_number == number
        return holder if firm is not None and own and same_name(firm.name, owner.name) else None
    person = person_of(actor.account_id)
    if person is None or not person.verified or person.citizen_id != number:
        return None
    return holder if same_name(person.name, owner.name) else None


def asker_of(actor: Actor) -> str:
    """Who looks, in which capacity."""
    return f"{actor.account_id}/{actor.capacity_id or ''}"


def seal_of(asker: str, token: str) -> str:
    """Names a kept paper for one asker; nobody else opens it with this, and nobody puts one together."""
    return signing.dumps([asker, token], salt=SALT, compress=True) if asker else ""


def opened_by(actor: Actor, seal: str) -> Any:
    """The paper or result behind a seal that was given to this actor within the last hour; None for any other."""
    try:
        asker, token = signing.loads(seal, salt=SALT, max_age=SEAL_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if asker != asker_of(actor):
        return None
    kind, _colon, ident = str(token).partition(":")
    if kind == rule.RESULT:
        return Result.objects.filter(pk=ident, granted=True, published=True, file__state="ok").first()
    return DossierFile.objects.filter(
        pk=ident, checked=FileCheck.FIT, replaced_at=None, file__state="ok"
    ).first()


def _number(owner: Any) -> str:
    """The number under which a person or an enterprise is known; empty when there is no whole one."""
    if owner.kind == SubjectKind.CITIZEN:
        number = digits(owner.citizen_id)
        return number if len(number) == 12 else ""
    if owner.kind == SubjectKind.ENTERPRISE:
        number = digits(owner.tax_number)
        return number if len(number) in (10, 12, 13) else ""
    return ""


def proven_account(owner: Any) -> UUID | None:
    """The account whose verified person or enterprise has the owner's number and name."""
    number = _number(owner)
    if not number:
        return None
    firm = owner.kind == SubjectKind.ENTERPRISE
    found = organisation_by_tax_number(number) if firm else person_by_citizen_id(number)
    known = found is not None and found.verified and same_name(found.name, owner.name)
    return found.account_id if found is not None and known else None


def _account(holder: Holder) -> UUID | None:
    return proven_account(
        PartyInput("owner", holder.name, holder.kind, citizen_id=holder.number, tax_number=holder.number)
    )


def kept_for(
    holder: Holder | None,
    procedure_code: str,
    components: Iterable[procedures.Component],
    but_not: UUID | None = None,
) -> dict[str, list[Kept]]:
    """By component key: what may stand for it, the newest first; nothing for the form itself and what is only shown.

    `but_not`: the dossier that asks; its own papers are no store.
    """
    asked = [c for c in components if c.kind == "submit" and not c.from_form]
    if holder is None or not asked:
        return {}
    dossiers = [ident for ident in _sources(holder) if ident != but_not]
    if not dossiers:
        return {}
    found: dict[str, list[Kept]] = defaultdict(list)
    results, papers = _results(dossiers), _papers(dossiers)
    for component in asked:
        fitting = [one for one in results if rule.replaces(component.replaces_result_code, one.result_code)]
        fitting += [one for row, one in papers if _same(row, component, procedure_code)]
        seen: set[Any] = set()
        for one in sorted(fitting, key=lambda each: each.on, reverse=True):
            if one.file.pk not in seen and len(seen) < MOST_OFFERED:
                seen.add(one.file.pk)
                found[component.key].append(replace(one, seal=seal_of(holder.asker, one.token)))
    return dict(found)


def _sources(holder: Holder) -> list[UUID]:
    """Dossiers that were proven to be this person's; another's under the same typed number is none."""
    proven = Q(verified=True)
    account_id = _account(holder)
    if account_id is not None:
        proven |= Q(dossier__account_id=account_id)
    if holder.kind == SubjectKind.ENTERPRISE:
        # Names have an index, tax numbers have none, and are kept as they were typed.
        number = Q(name_fold=fold(holder.name))
    else:
        number = Q(citizen_id=holder.number)
    rows: QuerySet[DossierParty] = DossierParty.objects.filter(
        proven, number, role=PartyRole.OWNER, kind=holder.kind, erased_at=None
    )
    newest = rows.order_by("-dossier__filed_at")[:MOST_SOURCES]
    return [
        row.dossier_id for row in newest if _number(row) == holder.number and same_name(row.name, holder.name)
    ]


def _results(dossiers: list[UUID]) -> list[Kept]:
    """Granted, handed over, published electronically, still in force: before the hand-over it may be taken back."""
    rows = Result.objects.filter(
        dossier_id__in=dossiers,
        dossier__state=State.RETURNED,
        granted=True,
        published=True,
        file__state="ok",
    ).select_related("dossier", "file")
    found = []
    for row in rows:
        kind = rule.kind_of(
            procedures.get_version(row.dossier.procedure_version_id).content.results, row.title
        )
        if kind is None or not kind.code:
            continue
        issued = row.issued_at.astimezone(ZONE).date()
        validity = rule.validity(kind, issued)
        if validity.holds(today()):
            found.append(
                Kept(
                    rule.token(rule.RESULT, row.pk),
                    Reuse.RESULT,
                    row.pk,
                    row.dossier,
                    row.dossier.code,
                    " · ".join(
                        p for p in (row.title, "/".join(n for n in (row.number, row.notation) if n)) if p
                    ),
                    kind.code,
                    issued,
                    validity.stated,
                    validity.until,
                    row.file,
                    kind.note,
                )
            )
    return found


def _papers(dossiers: list[UUID]) -> list[tuple[DossierFile, Kept]]:
    """Papers handed in earlier that an officer found fit; a reused one is offered from where it came first."""
    rows = DossierFile.objects.filter(
        dossier_id__in=dossiers, checked=FileCheck.FIT, replaced_at=None, reuse="", file__state="ok"
    ).select_related("dossier", "file")
    return [
        (
            row,
            Kept(
                rule.token(rule.PAPER, row.pk),
                Reuse.COMPONENT,
                row.pk,
                row.dossier,
                row.dossier.code,
                row.component_name or row.file.name,
                row.result_code,
                row.added_at.astimezone(ZONE).date(),
                False,
                None,
                row.file,
            ),
        )
        for row in rows
    ]


def _same(row: DossierFile, component: procedures.Component, procedure_code: str) -> bool:
    """The same reuse key, or the same paper of the same procedure (a key alone may have moved to another paper)."""
    if rule.replaces(component.replaces_result_code, row.result_code):
        return True
    same = (procedure_code, component.key, component.name[:600])
    return (row.dossier.procedure_code, row.component_key, row.component_name) == same
