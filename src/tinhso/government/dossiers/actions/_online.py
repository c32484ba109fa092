"""What every filing online has in common: the checks, the dossier in state 1, its first holding and its record."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import identity_level
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, now, today
from tinhso.government.dossiers import events, receipt
from tinhso.government.dossiers.actions._create import (
    Content,
    Filed,
    competent_for,
    components_of,
    desk_for,
    drawn_up,
    only_agency,
)
from tinhso.government.dossiers.actions._frame import first_event, note_event
from tinhso.government.dossiers.actions._holding import new_step
from tinhso.government.dossiers.actions._papers import missing_components, paper_rows, put_papers
from tinhso.government.dossiers.actions._people import party_faults
from tinhso.government.dossiers.actions._prepayment import filing_clock
from tinhso.government.dossiers.models import Channel, State
from tinhso.government.dossiers.rules import transitions
from tinhso.government.dossiers.rules.due import reception_due
from tinhso.government.dossiers.rules.inputs import FilingInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid
from tinhso.lib.ids import new_id
from tinhso.lib.prepared import insert_together


def may_file(actor: Actor) -> None:
    """Forbidden for whoever the table of moves gives no filing."""
    roles = (
        actor.roles
        if actor.kind == "officer"
        else frozenset({"client" if actor.kind == "client" else "citizen"})
    )
    judged = transitions.judge("file", 0, roles=roles)
    if isinstance(judged, transitions.Refusal):
        raise Forbidden(judged.code, judged.message)


def checked(version: procedures.VersionInfo, filing: FilingInput) -> Content:
    """Everything a filing needs, or Invalid with every fault at once."""
    data, faults = procedures.form(version, for_reader=True).clean(filing.data)
    errors = [FieldError(name, sentence) for name, sentence in faults.items()]
    errors += party_faults(filing.parties)
    wanted = procedures.components(version, data, Channel.ONLINE)
    errors += [
        FieldError(f"files.{c.key}", _("Thiếu giấy tờ: %(name)s.") % {"name": c.name})
        for c in missing_components(wanted, filing.papers)
    ]
    agency_id = filing.competent_agency_id
    if not filing.unit_code and agency_id is None:
        only = only_agency(version, today())
        agency_id = only.id if only else None
    if not filing.unit_code and agency_id is None:
        errors.append(FieldError("unit_code", _("Hãy chọn địa bàn hoặc cơ quan giải quyết.")))
    if errors:
        raise Invalid(errors)
    competent = competent_for(version, agency_id, filing.unit_code, now())
    _check_competent(version, competent, filing.unit_code)
    procedures.require_open(version, competent.id, today(), filing_online=True)
    return Content(
        version=version,
        data=data,
        parties=filing.parties,
        papers=filing.papers,
        competent=competent,
        received=desk_for(competent, now()),
        channel=Channel.ONLINE,
        delivery=filing.delivery,
        unit_code=filing.unit_code,
        wanted=wanted,
    )


def enter(actor: Actor, content: Content, ident: UUID | None = None) -> Filed:
    """The dossier that begins now: 8 working hours to be received, held by reception, recorded, and told.

    `ident` is its id where that was given out before. An officer's filing is one with help: who typed is kept apart from who owns.
    """
    moment = now()
    assisted = actor.kind == "officer"
    due = reception_due(calendar(), moment, setting("reception_hours"))
    made = drawn_up(
        content,
        moment,
        id=ident or new_id(),
        state=State.NEW,
        account_id=None if assisted else actor.account_id,
        assisted=assisted,
        typed_by_id=actor.account_id,
        helped_at_id=actor.agency_id if assisted else None,
        reception_due=due,
        next_due=due,
    )
    dossier = made.dossier
    clock = filing_clock(made.fees, moment, due)
    dossier.reception_due, dossier.pay_by = clock.reception_due, clock.pay_by
    dossier.next_due = due = clock.pay_by or due
    step = new_step(
        dossier,
        key="reception",
        name=_("Tiếp nhận hồ sơ"),
        kind="reception",
        role="reception",
        agency_id=dossier.received_at_id,
        opened_at=moment,
        due_at=due,
    )
    owner = next(p for p in content.parties if p.role == "owner")
    facts = {
        "procedure": dossier.procedure_code,
        "channel": dossier.channel,
        "reception_due": dossier.reception_due,
        "identity_level": identity_level(actor),
    }
    if clock.pay_by is not None:
        facts["pay_by"] = clock.pay_by
    digests = {"owner": owner.name, "owner_citizen_id": owner.citizen_id}
    told = events.filed_notices(actor, dossier, made.people, made.fees)
    rows = [*made.rows, step, *told]
    if any(paper.kept for paper in content.papers):
        # A paper that is used again is recorded on the dossier itself, before its filing.
        insert_together(rows)
        put_papers(actor, dossier, content.papers, components_of(content), moment)
        note_event(actor, "file", dossier, facts, **digests)
    else:
        rows += paper_rows(actor, dossier, content.papers, components_of(content), moment)
        insert_together([*rows, *first_event(actor, "file", dossier, made.stamp, facts, **digests)])
    return Filed(dossier, receipt.receipt_secret(dossier))


def _check_competent(
    version: procedures.VersionInfo, chosen: organisation.AgencyInfo, unit_code: str
) -> None:
    """Who files may name the place, not who decides: that is the catalogue's to say."""
    if procedures.authority(version, today()) is None:
        return
    if procedures.agency_for(version, unit_code or chosen.unit_code, today()).id != chosen.id:
        raise Invalid(
            [FieldError("competent_agency_id", _("Cơ quan này không có thẩm quyền giải quyết thủ tục."))]
        )
