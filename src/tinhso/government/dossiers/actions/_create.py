"""Making the dossier row, its people, papers and fees: shared by online and counter filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tinhso.foundation.organisation.api import AgencyInfo, agency, continuing, one_stop_desk, units
from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers import receipt
from tinhso.government.dossiers.actions._fees import fees_of, rows
from tinhso.government.dossiers.actions._holding import begin
from tinhso.government.dossiers.actions._papers import put_papers
from tinhso.government.dossiers.actions._people import party_rows
from tinhso.government.dossiers.actions._serial import next_code
from tinhso.government.dossiers.models import Dossier, DossierParty, Fee
from tinhso.government.dossiers.rules import money, reuse
from tinhso.government.dossiers.rules.inputs import PaperInput, PartyInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound
from tinhso.lib.ids import new_id
from tinhso.lib.prepared import insert_together


@dataclass(frozen=True)
class Filed:
    """A dossier and the tracking secret of its receipt; `again` when an earlier submit made it."""

    dossier: Dossier
    secret: str
    again: bool = False


@dataclass(frozen=True)
class Content:
    """What is filed, already checked."""

    version: procedures.VersionInfo
    data: dict[str, Any]
    parties: Sequence[PartyInput]
    papers: Sequence[PaperInput]
    competent: AgencyInfo
    received: AgencyInfo
    channel: str
    delivery: str
    unit_code: str
    summary: str = ""
    # The components that these answers call for, where the check has worked them out already.
    wanted: Sequence[procedures.Component] | None = None


def competent_for(
    version: procedures.VersionInfo, agency_id: UUID | None, unit_code: str, moment: datetime
) -> AgencyInfo:
    """The competent agency: the one chosen (or who continues it today), else the one of the unit."""
    day = moment.astimezone(ZONE).date()
    if agency_id is not None:
        return continuing(agency_id, day, unit_code or None)
    return procedures.agency_for(version, unit_code, day)


def only_agency(version: procedures.VersionInfo, day: date) -> AgencyInfo | None:
    """Who decides for the whole province, where the procedure is the province's: nobody is asked for a place then."""
    rule = procedures.authority(version, day)
    whole = units(day, level="province") if rule is not None and rule.level == "province" else []
    try:
        return procedures.agency_for(version, whole[0].code, day) if whole else None
    except NotFound:
        return None


def desk_for(competent: AgencyInfo, moment: datetime) -> AgencyInfo:
    """Where an online filing for this agency is received."""
    return one_stop_desk(competent.id, moment.astimezone(ZONE).date())


@dataclass(frozen=True)
class Made:
    """A new dossier with its people and fees, none of them written yet; `stamp` is the transaction's."""

    dossier: Dossier
    people: list[DossierParty]
    fees: list[Fee]
    stamp: str = ""

    @property
    def rows(self) -> list[Any]:
        """All of it, the dossier first."""
        return [self.dossier, *self.people, *self.fees]


def create(actor: Actor, content: Content, moment: datetime, **fields: Any) -> Dossier:
    """The dossier with its people, papers and fees, written. `fields` as for `drawn_up`."""
    made = drawn_up(content, moment, **fields)
    insert_together(made.rows)
    put_papers(actor, made.dossier, content.papers, components_of(content), moment)
    return made.dossier


def components_of(content: Content) -> Sequence[procedures.Component]:
    """The components that these answers call for."""
    if content.wanted is not None:
        return content.wanted
    return procedures.components(content.version, content.data, content.channel)


def drawn_up(content: Content, moment: datetime, **fields: Any) -> Made:
    """The dossier with its people and fees. The code is taken here, inside the transaction.

    `fields` may bring an `id` given out before, a `code` of its own (the national portal's, never re-coded) and a
    later `last_moved_at`.
    """
    ident = fields.pop("id", None) or new_id()
    own_code, stamp = fields.pop("code", ""), ""
    if not own_code:
        own_code, stamp = next_code(content.received.id, moment.astimezone(ZONE).date())
    last_moved_at = fields.pop("last_moved_at", moment)
    dossier = Dossier(
        id=ident,
        code=own_code,
        procedure_code=content.version.code,
        procedure_version_id=content.version.id,
        procedure_title=content.version.title[:600],
        field_code=content.version.field_key,
        summary=content.summary or content.version.name[:1000],
        data=content.data,
        channel=content.channel,
        delivery=content.delivery,
        received_at_id=content.received.id,
        competent_id=content.competent.id,
        unit_code=content.unit_code or content.competent.unit_code,
        holder_agency_id=content.received.id,
        holder_role="reception",
        filed_at=moment,
        last_moved_at=last_moved_at,
        secret_hash=receipt.secret_hash(ident),
        **fields,
    )
    fees = fees_of(content.version, content.data, content.channel)
    dossier.payment = money.payment((fee.amount, None, False) for fee in fees)
    dossier.digitisation = reuse.digitised((bool(p.file_id), p.kept) for p in content.papers)
    # Nobody has held it yet, so there is nothing to read before the first holding.
    begin(dossier)
    return Made(dossier, party_rows(dossier, content.parties), rows(dossier, fees), stamp)


def agency_of_actor(actor: Actor, chosen: UUID | None, fallback: AgencyInfo) -> AgencyInfo:
    """Where a counter filing is received: the actor's own agency unless another was named."""
    return agency(chosen) if chosen else agency(actor.agency_id) if actor.agency_id else fallback
