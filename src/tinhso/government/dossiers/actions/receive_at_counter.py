"""Filing over the counter or by post: straight to state 2 with a receipt (Mẫu 01)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now, today
from tinhso.government.dossiers import events, receipt
from tinhso.government.dossiers.actions._acceptance import start_work
from tinhso.government.dossiers.actions._create import (
    Content,
    Filed,
    agency_of_actor,
    competent_for,
    create,
    desk_for,
)
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._front_door import check_worked_here
from tinhso.government.dossiers.actions._idempotency import earlier, fulfil
from tinhso.government.dossiers.actions._papers import missing_components
from tinhso.government.dossiers.actions._people import party_faults
from tinhso.government.dossiers.actions._prepayment import waits
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Channel, Delivery, Dossier, State, Transfer
from tinhso.government.dossiers.received import tell_received
from tinhso.government.dossiers.routes import Reception, route_of
from tinhso.government.dossiers.rules import transitions
from tinhso.government.dossiers.rules.inputs import CounterFiling
from tinhso.government.dossiers.rules.standing import reachable
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid


@verb("receive", on="filing")
def receive_at_counter(actor: Actor, filing: CounterFiling, *, idempotency_key: str = "") -> Filed:
    """Type in and accept what a person handed over or sent by post; who typed is kept.

    Required papers count when their originals or copies were handed over. Raises Invalid with every
    fault, Forbidden without the reception role, Refused when the limit needs a manual entry.
    """
    judged = transitions.judge("receive", 0, roles={"system"} if actor.kind == "system" else actor.roles)
    if isinstance(judged, transitions.Refusal):
        raise Forbidden(judged.code, judged.message)
    done, key = earlier(actor, "receive", idempotency_key, filing)
    if done is not None:
        return Filed(done, receipt.receipt_secret(done), again=True)
    content = _checked(actor, filing)
    by_post = filing.channel == Channel.POSTAL
    elsewhere = route_of(
        Reception(
            content.received.id,
            content.competent.id,
            content.unit_code or content.competent.unit_code,
            content.version.code,
            today(),
        )
    )
    moment = now()
    dossier = create(
        actor,
        content,
        moment,
        state=State.NEW,
        assisted=True,
        typed_by_id=actor.account_id,
        helped_at_id=actor.agency_id,
        arrived_on=(filing.arrived_on or today()) if by_post else None,
        envelope_no=text(filing.envelope_no, "envelope_no", 60) if by_post else "",
        sets=None if filing.sets is None else min(max(filing.sets, 1), 99),
        next_due=moment,
    )
    dossier.state = State.ACCEPTED
    # What is paid before goes on to the office when it is paid; until then the desk holds it.
    goes_on = filing.hand_over and elsewhere is None and not waits(dossier)
    if elsewhere is not None:
        dossier.transfer = Transfer.RECEIVED
    start_work(
        actor,
        dossier,
        moment,
        manual_limit=filing.manual_limit,
        note=text(filing.note, "note", 4000),
        hand_over_now=goes_on,
        person=filing.person if goes_on else None,
    )
    dossier.save()
    _note(actor, dossier, content)
    _note_compared(actor, dossier, filing)
    fulfil(key, dossier)
    events.accepted(actor, dossier)
    tell_received(actor, dossier)
    return Filed(dossier, receipt.receipt_secret(dossier))


def _checked(actor: Actor, filing: CounterFiling) -> Content:
    version = procedures.version(filing.procedure_code, today())
    check_worked_here(version, today())
    errors: list[FieldError] = []
    if filing.channel not in (Channel.DIRECT, Channel.POSTAL):
        errors.append(FieldError("channel", _("Chọn nộp trực tiếp hoặc qua bưu chính.")))
    if filing.delivery not in Delivery.values:
        errors.append(FieldError("delivery", _("Cách nhận kết quả không hợp lệ.")))
    if filing.arrived_on is not None and filing.arrived_on > today():
        errors.append(FieldError("arrived_on", _("Ngày nhận bưu gửi không được sau hôm nay.")))
    data, faults = procedures.form(version).clean(filing.data)
    errors += [FieldError(field, sentence) for field, sentence in faults.items()]
    errors += party_faults(filing.parties)
    if filing.delivery == Delivery.ONLINE and not reachable(filing.parties):
        errors.append(
            FieldError("delivery", _("Nhận bản điện tử thì cần số điện thoại hoặc thư điện tử để báo."))
        )
    wanted = procedures.components(version, data, filing.channel)
    errors += [
        FieldError(f"files.{c.key}", _("Thiếu giấy tờ: %(name)s.") % {"name": c.name})
        for c in missing_components(wanted, filing.papers)
    ]
    if errors:
        raise Invalid(errors)
    competent = competent_for(version, filing.competent_agency_id, filing.unit_code, now())
    procedures.require_open(version, competent.id, today())
    return Content(
        version=version,
        data=data,
        parties=filing.parties,
        papers=filing.papers,
        competent=competent,
        received=agency_of_actor(actor, filing.received_agency_id, desk_for(competent, now())),
        channel=filing.channel,
        delivery=filing.delivery,
        unit_code=filing.unit_code,
        summary=text(filing.summary, "summary", 1000),
    )


def _note(actor: Actor, dossier: Dossier, content: Content) -> None:
    owner = next(p for p in content.parties if p.role == "owner")
    filer = next((p for p in content.parties if p.role == "filer" and p.name != owner.name), None)
    note_event(
        actor,
        "receive",
        dossier,
        {
            "procedure": dossier.procedure_code,
            "channel": dossier.channel,
            "due": dossier.due_at,
            "arrived": dossier.arrived_on,
            "filed_by_other": filer is not None,
        },
        owner=owner.name,
        owner_citizen_id=owner.citizen_id,
        owner_passport=owner.passport,
        filer=filer.name if filer else "",
        filer_citizen_id=filer.citizen_id if filer else "",
        mandate=next((p.mandate for p in content.parties if p.mandate), ""),
        limit_reason=dossier.limit_reason,
        envelope=dossier.envelope_no,
    )


def _note_compared(actor: Actor, dossier: Dossier, filing: CounterFiling) -> None:
    """Which side the clerk believed where a card differed from what was known; names as digests only."""
    for one in filing.compared:
        note_event(
            actor,
            "compare_card",
            dossier,
            {"role": one.role, "chosen": one.choice, "against": one.source},
            card_name=one.card_name,
            kept_name=one.kept_name,
            card_birth_date=one.card_birth_date.isoformat() if one.card_birth_date else "",
            kept_birth_date=one.kept_birth_date.isoformat() if one.kept_birth_date else "",
        )
