"""Reading one dossier, and one act of its history, as the portal is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tinhso.foundation.identity.api import capacity, person_name
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, history
from tinhso.government.catalogue import api as catalogue
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal.actions.codes import codes_of
from tinhso.government.portal.addresses import address_of
from tinhso.government.portal.models import Origin, Package, Progress
from tinhso.government.portal.rules import snapshot as rule
from tinhso.government.portal.rules.naming import code_of, gathered
from tinhso.government.portal.rules.told import BY_PERSON, BY_PLATFORM, OF_PERSON, words
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

# Of another dossier's component or result (domain reference, section 8).
_REUSED = {"component": 2, "result": 3}
Codes = Mapping[str, Mapping[str, str]]
_READER = Actor.system("portal")


def of_dossier(dossier_id: UUID) -> rule.Snapshot:
    """The dossier as it is now. NotFound when there is none."""
    dossier = dossiers.for_officer(_READER, dossier_id)
    version = procedures.get_version(dossier.procedure_version_id)
    origin = Origin.objects.filter(dossier_id=dossier_id).first()
    result = getattr(dossier, "result", None)
    codes = codes_of(version.code)
    return rule.Snapshot(
        code=dossier.code,
        procedure_code=version.code,
        procedure_title=dossier.procedure_title,
        # Our catalogue's key of a field is our own word: only the portal's own code of that name is a code.
        field_code=code_of(codes.get("fields"), version.field_name),
        field_name=version.field_name,
        channel=dossier.channel,
        state=dossier.state,
        summary=dossier.summary,
        owner=_owner(dossier),
        filed_at=dossier.filed_at,
        agency=agency(dossier.competent_id).name,
        delivery=dossier.delivery,
        accepted_at=dossier.accepted_at,
        due_at=dossier.due_at,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        refused_at=_refused_at(dossier) if dossier.state == 3 else None,
        return_note=result.note if result is not None and dossier.returned_at else "",
        from_portal=bool(dossier.portal_code),
        tech_id=origin.tech_id if origin else "",
        proven=origin.proven if origin else _proven_here(dossier),
        papers=_papers(dossier, version, codes),
        fees=tuple(
            rule.Money(f.key, f.name, f.due, f.paid, f.method, code_of(codes.get("fees"), f.name))
            for f in dossier.fees.order_by("key")
        ),
        requests=tuple(_request(one) for one in dossier.supplements.prefetch_related("items")),
        results=() if result is None else (_outcome(dossier, version, result, codes),),
    )


def of_act(row: Progress) -> rule.Act:
    """One act of the history. An officer is named with the position and agency of that capacity."""
    person, position, place = BY_PLATFORM, "", ""
    if row.actor_kind in ("resident", "client") or (row.actor_kind == "system" and row.verb in OF_PERSON):
        person = BY_PERSON
    elif row.actor_kind == "officer" and row.account_id is not None:
        person = person_name(row.account_id)
        if row.capacity_id is not None:
            position = _position(row.capacity_id)
        if row.agency_id is not None:
            place = agency(row.agency_id).name
    return rule.Act(
        code=row.outgoing.code,
        person=person,
        position=position,
        agency=place,
        at=row.at,
        content=_content(row),
        state=row.after,
        opened_at=row.opened_at,
        due_at=row.due_at,
    )


def _content(row: Progress) -> str:
    """What was done; of a refused package also why, since the person has no other paper of it."""
    said = words(row.verb, row.after)
    if row.package_id is not None:
        return f"{said}: {Package.objects.get(pk=row.package_id).handling_reason}"
    return said


def _position(capacity_id: UUID) -> str:
    found = capacity(capacity_id)
    return found.position if found else ""


def _owner(dossier: Any) -> rule.Owner:
    party = dossier.parties.filter(role="owner").first()
    if party is None:
        return rule.Owner()
    return rule.Owner(
        name=party.name,
        kind=party.kind,
        citizen_id=party.citizen_id,
        tax_number=party.tax_number,
        passport=party.passport,
        phone=party.phone,
        email=party.email,
        address=party.address,
        erased=party.erased_at is not None,
    )


def _outcome(dossier: Any, version: procedures.VersionInfo, result: Any, codes: Codes) -> rule.Outcome:
    """The result: its file once the owner may read it here; its code as the package has it, else as the imported
    national catalogue has it, else as the portal does."""
    told = result.published and result.file_id is not None
    code = _result_code(version, result) or code_of(_imported(version.code), result.title)
    return rule.Outcome(
        id=str(result.pk),
        title=result.title,
        code=code or code_of(codes.get("results"), result.title),
        link=address_of(dossier.pk, result.file) if told else "",
    )


def _imported(procedure_code: str) -> Mapping[str, str]:
    """The result codes of a procedure by name, as the imported catalogue tells them today; none before an import."""
    try:
        entry = catalogue.entry(procedure_code)
    except NotFound:
        return {}
    return gathered((paper.name, paper.code) for paper in entry.record.results)


def _papers(dossier: Any, version: procedures.VersionInfo, codes: Codes) -> tuple[rule.Paper, ...]:
    wanted = procedures.components(version, dossier.data, dossier.channel)
    replaces = {c.key: c.replaces_result_code for c in wanted}
    return tuple(
        rule.Paper(
            id=str(one.pk),
            name=one.file.name if one.file is not None else one.component_name,
            component=one.component_key,
            digitised=_REUSED.get(one.reuse, 1 if one.file_id is not None else 0),
            # What a paper stands for is told as it was filed; older papers only know their component.
            replaces=one.result_code or replaces.get(one.component_key, ""),
            removed=one.replaced_at is not None,
            code=code_of(codes.get("papers"), one.component_name),
            link=address_of(dossier.pk, one.file),
        )
        for one in dossier.files.select_related("file")
    )


def _request(one: Any) -> rule.Request:
    items = list(one.items.all())
    lines = [one.reason, *(f"{item.label}: {item.remark}" for item in items)]
    return rule.Request(
        id=str(one.pk),
        asked_by=person_name(one.requested_by_id) if one.requested_by_id else "",
        text="\n".join(lines),
        asked_at=one.requested_at,
        papers=tuple(item.label for item in items if item.kind == "component"),
        answered_at=one.answered_at,
        answer=one.answer_note,
        old_due=one.old_due,
        new_due=one.new_due,
    )


def _result_code(version: procedures.VersionInfo, result: Any) -> str:
    """The national code of the result: that of the version's paper of this title, else of its only one.

    A paper that says no is none of those that grant, whatever its title.
    """
    kinds = [kind for kind in version.content.results if kind.refusal != result.granted]
    named = [kind for kind in kinds if kind.name == result.title] or kinds
    return named[0].code if len(named) == 1 else ""


def _proven_here(dossier: Any) -> bool:
    """True when who filed on our own portal had signed in by e-identity: the log of the filing says how."""
    if dossier.channel != "ONLINE" or dossier.portal_code:
        return False
    acts = history(Subject("dossier", dossier.pk))
    return any(
        a.facts.get("identity_level") for a in acts if a.verb == "dossier.file" and a.outcome == "done"
    )


def _refused_at(dossier: Any) -> Any:
    acts = history(Subject("dossier", dossier.pk))
    return next(
        (a.world_at for a in reversed(acts) if a.verb == "dossier.refuse" and a.outcome == "done"), None
    )
