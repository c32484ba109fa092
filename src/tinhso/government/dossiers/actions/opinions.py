"""Asking another agency for an opinion while the clock runs (linked one-stop), and answering."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._move import check_move
from tinhso.government.dossiers.actions._papers import check_file
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Opinion
from tinhso.government.dossiers.offices import acts_for
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound, Refused

MOST_HOURS = 8 * 60


@verb("ask_opinion")
def ask_opinion(
    actor: Actor,
    dossier_id: UUID,
    *,
    agency_id: UUID,
    question: str,
    hours: int = 16,
    expected_version: int | None = None,
) -> Opinion:
    """Ask an agency, due in so many working hours. The dossier's own clock goes on."""
    dossier = lock_dossier(actor, dossier_id, expected_version)
    check_move(actor, dossier, "ask_opinion")
    if agency_id == actor.agency_id:
        raise Refused("own_agency", _("Hãy chọn cơ quan khác với cơ quan của bạn."), field="agency")
    if not 1 <= hours <= MOST_HOURS:
        raise Refused("hours_out_of_range", _("Thời hạn trả lời từ 1 đến 480 giờ làm việc."), field="hours")
    moment = now()
    opinion = Opinion.objects.create(
        dossier=dossier,
        asked_by_agency_id=actor.agency_id or dossier.competent_id,
        asked_by_id=actor.account_id,
        agency_id=agency(agency_id).id,
        question=text(question, "question", 2000, needed=True),
        asked_at=moment,
        due_at=calendar().add_hours(moment, hours),
    )
    save(dossier, moment)
    note_event(
        actor,
        "ask_opinion",
        dossier,
        {"opinion": opinion.pk, "agency": agency_id, "due": opinion.due_at},
        question=opinion.question,
    )
    return opinion


@verb("answer_opinion", on="opinion")
def answer_opinion(
    actor: Actor, opinion_id: UUID, *, answer: str, agrees: bool | None = None, file_id: UUID | None = None
) -> Opinion:
    """Answer for the asked agency, once."""
    found = Opinion.objects.filter(pk=opinion_id).first()
    if found is None:
        raise NotFound("opinion_unknown", _("Không tìm thấy yêu cầu cho ý kiến này."))
    dossier = lock_dossier(actor, found.dossier_id)
    opinion = Opinion.objects.get(pk=opinion_id)
    check_move(actor, dossier, "answer_opinion")
    if actor.kind != "system" and not acts_for(actor, opinion.agency_id, dossier.unit_code):
        raise Forbidden("opinion_not_yours", _("Yêu cầu cho ý kiến này gửi cơ quan khác."))
    if opinion.answered_at is not None or opinion.cancelled_at is not None:
        raise Conflict("opinion_closed", _("Yêu cầu cho ý kiến này đã được trả lời hoặc đã hủy."))
    moment = now()
    opinion.answer = text(answer, "answer", 4000, needed=True)
    opinion.agrees = agrees
    opinion.answered_at, opinion.answered_by_id = moment, actor.account_id
    if file_id is not None:
        check_file(actor, file_id)
        files.attach(file_id, Subject("dossier", dossier.pk))
        opinion.file_id = file_id
    opinion.save()
    save(dossier, moment)
    note_event(
        actor, "answer_opinion", dossier, {"opinion": opinion.pk, "agrees": agrees}, answer=opinion.answer
    )
    return opinion
