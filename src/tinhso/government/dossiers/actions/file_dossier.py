"""Filing online: draft → state 1, a code, a receipt, and 8 working hours to be received."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import identity_level
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.province.api import setting
from tinhso.foundation.worktime.api import calendar, now, today
from tinhso.government.dossiers import events, receipt
from tinhso.government.dossiers.actions._create import Content, Filed, competent_for, create, desk_for
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._front_door import check_online
from tinhso.government.dossiers.actions._holding import open_step
from tinhso.government.dossiers.actions._papers import missing_components
from tinhso.government.dossiers.actions._people import check_parties, parties_from
from tinhso.government.dossiers.actions.drafts import check_delivery, lock_draft, new_rules
from tinhso.government.dossiers.models import Channel, Draft, State
from tinhso.government.dossiers.rules import transitions
from tinhso.government.dossiers.rules.due import reception_due
from tinhso.government.dossiers.rules.inputs import PaperInput
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Forbidden, Invalid


@verb("file", on="draft")
def file_dossier(
    actor: Actor, draft_id: UUID, *, delivery: str = "", key: str = "", expected_version: int | None = None
) -> Filed:
    """File a draft. The same draft again answers with the same dossier and receipt (`again`).

    `delivery` is the last answer, given with the filing itself; empty keeps what the draft says.

    An officer's draft is a filing with help: who typed is kept apart from who owns. Raises Invalid with
    every fault of the form, the people and the papers; Conflict when the draft was saved elsewhere, or was drawn
    from a version that is no longer in force (`version_changed`; `renew_draft` brings it along); Refused when the
    province's front door or the procedure's route has moved since the draft began, NotFound when the procedure
    ended (the draft stays).
    """
    draft = lock_draft(actor, draft_id, key=key, expected_version=expected_version, filed_too=True)
    if draft.dossier is not None:
        return Filed(draft.dossier, receipt.receipt_secret(draft.dossier), again=True)
    _may_file(actor)
    if delivery:
        draft.delivery = check_delivery(delivery)
    moment = now()
    content = _checked(draft)
    assisted = actor.kind == "officer"
    cal_due = reception_due(calendar(), moment, setting("reception_hours"))
    dossier = create(
        actor,
        content,
        moment,
        state=State.NEW,
        account_id=None if assisted else actor.account_id,
        assisted=assisted,
        typed_by_id=actor.account_id,
        helped_at_id=actor.agency_id if assisted else None,
        reception_due=cal_due,
        next_due=cal_due,
    )
    open_step(
        dossier,
        key="reception",
        name=_("Tiếp nhận hồ sơ"),
        kind="reception",
        role="reception",
        agency_id=dossier.received_at_id,
        opened_at=moment,
        due_at=cal_due,
    )
    draft.dossier = dossier
    draft.save(update_fields=["dossier", "delivery"])
    owner = next(p for p in content.parties if p.role == "owner")
    note_event(
        actor,
        "file",
        dossier,
        {
            "procedure": dossier.procedure_code,
            "channel": dossier.channel,
            "reception_due": cal_due,
            "identity_level": identity_level(actor),
        },
        owner=owner.name,
        owner_citizen_id=owner.citizen_id,
    )
    events.filed(actor, dossier)
    return Filed(dossier, receipt.receipt_secret(dossier))


def _may_file(actor: Actor) -> None:
    roles = (
        actor.roles
        if actor.kind == "officer"
        else frozenset({"client" if actor.kind == "client" else "citizen"})
    )
    judged = transitions.judge("file", 0, roles=roles)
    if isinstance(judged, transitions.Refusal):
        raise Forbidden(judged.code, judged.message)


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


def _checked(draft: Draft) -> Content:
    """Everything a filing needs, or Invalid with every fault at once."""
    version = procedures.version(draft.procedure_code, today())
    check_online(version, today())
    if version.id != draft.procedure_version_id:
        raise Conflict(
            "version_changed",
            new_rules(version),
            way_out=_("Mở lại bản nháp để xem và bổ sung; những gì đã khai vẫn còn."),
        )
    data, faults = procedures.form(version, for_reader=True).clean(draft.data)
    errors = [FieldError(field, sentence) for field, sentence in faults.items()]
    parties = parties_from(draft.people)
    try:
        check_parties(parties)
    except Invalid as invalid:
        errors += invalid.errors
    papers = [
        PaperInput(f.component_key, None if f.kept else f.file_id, kept=f.kept)
        for f in draft.files.order_by("added_at", "id")
    ]
    wanted = procedures.components(version, data, Channel.ONLINE)
    errors += [
        FieldError(f"files.{c.key}", _("Thiếu giấy tờ: %(name)s.") % {"name": c.name})
        for c in missing_components(wanted, papers)
    ]
    if not draft.unit_code and draft.competent_agency_id is None:
        errors.append(FieldError("unit_code", _("Hãy chọn địa bàn hoặc cơ quan giải quyết.")))
    if errors:
        raise Invalid(errors)
    competent = competent_for(version, draft.competent_agency_id, draft.unit_code, now())
    _check_competent(version, competent, draft.unit_code)
    procedures.require_open(version, competent.id, today(), filing_online=True)
    return Content(
        version=version,
        data=data,
        parties=parties,
        papers=papers,
        competent=competent,
        received=desk_for(competent, now()),
        channel=Channel.ONLINE,
        delivery=draft.delivery,
        unit_code=draft.unit_code,
    )
