"""Changing what was verified of a person: one officer asks with a reason, a second one of the agency confirms."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.verify_person import check_card, desk_only, person_at_desk
from tinhso.foundation.identity.models import FactChange, Person
from tinhso.foundation.identity.telling import tell
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from tinhso.lib.text import clean

LONGEST_REASON = 500
TOLD_A_DAY = 5


@act("account.ask_fact_change")
def ask_fact_change(
    actor: Actor, account_id: UUID, *, name: str, birth_date: date, sex: str, reason: str
) -> FactChange:
    """Ask for another name, birth date or sex of a verified person; nothing changes yet, the person is told.

    An earlier wish of the same agency is replaced. Invalid without a reason or when the card cannot say that;
    Conflict when nothing would change. The event holds digests only.
    """
    capacity_id, agency_id = desk_only(actor)
    person = person_at_desk(account_id)
    reason = clean(reason).replace("\n", " ")
    if not reason or len(reason) > LONGEST_REASON:
        told = _("Hãy nói vì sao phải sửa thông tin đã xác minh, tối đa 500 ký tự.")
        raise Invalid([FieldError("reason", told)])
    check_card(person.citizen_id or "", birth_date, sex)
    if (person.name, person.birth_date, person.sex) == (name, birth_date, sex):
        raise Conflict("facts_same", _("Thông tin trên thẻ trùng với thông tin đang có. Không có gì để sửa."))
    change, _made = FactChange.objects.update_or_create(
        account_id=account_id,
        agency_id=agency_id,
        defaults={
            "asked_by_id": capacity_id,
            "asked_at": now(),
            "reason": reason,
            "old_name": person.name,
            "old_birth_date": person.birth_date,
            "old_sex": person.sex,
            "name": name,
            "birth_date": birth_date,
            "sex": sex,
        },
    )
    tell(account_id, "facts_change_asked", {"agency": _agency(actor)}, limit=TOLD_A_DAY)
    digests = {
        "before": _line(person.name, person.birth_date, person.sex),
        "after": _line(name, birth_date, sex),
    }
    digests["reason"] = reason
    facts = {"agency": actor.agency_id, "change": change.pk}
    record(actor, "account.ask_fact_change", Subject("account", account_id), facts, digests)
    return change


@act("account.confirm_fact_change")
def confirm_fact_change(actor: Actor, account_id: UUID) -> None:
    """Make the change hold that a colleague of the actor's agency asked for; the person is told.

    Forbidden for whoever asked. NotFound when none waits there; Conflict when the facts changed since.
    """
    change, person = _waiting(actor, account_id)
    if change.asked_by.account_id == actor.account_id:
        raise Forbidden(
            "second_officer_needed",
            _("Người đề nghị không được tự xác nhận."),
            way_out=_("Hãy nhờ một cán bộ khác của bộ phận một cửa xem thẻ và xác nhận."),
        )
    if (change.old_name, change.old_birth_date, change.old_sex) != (
        person.name,
        person.birth_date,
        person.sex,
    ):
        raise Conflict("facts_changed", _("Thông tin đã được sửa ở nơi khác. Hãy bỏ đề nghị này và xem lại."))
    before = _line(person.name, person.birth_date, person.sex)
    person.name, person.birth_date, person.sex = change.name, change.birth_date, change.sex
    person.verified_at, person.verified_by_id = now(), actor.capacity_id
    person.save()
    tell(account_id, "facts_changed", {"agency": _agency(actor)})
    facts = {"agency": actor.agency_id, "change": change.pk, "asked_by": change.asked_by_id}
    digests = {"before": before, "after": _line(person.name, person.birth_date, person.sex)}
    change.delete()
    record(actor, "account.confirm_fact_change", Subject("account", account_id), facts, digests)


@act("account.drop_fact_change")
def drop_fact_change(actor: Actor, account_id: UUID) -> None:
    """Drop the change that waits in the actor's agency; whoever asked may too."""
    change, _person = _waiting(actor, account_id)
    facts = {"agency": actor.agency_id, "change": change.pk, "asked_by": change.asked_by_id}
    change.delete()
    record(actor, "account.drop_fact_change", Subject("account", account_id), facts)


def _waiting(actor: Actor, account_id: UUID) -> tuple[FactChange, Person]:
    _capacity_id, agency_id = desk_only(actor)
    person = person_at_desk(account_id)
    change = (
        FactChange.objects.select_related("asked_by")
        .filter(account_id=account_id, agency_id=agency_id)
        .first()
    )
    if change is None:
        raise NotFound("fact_change_unknown", _("Không có đề nghị sửa nào đang chờ ở cơ quan của bạn."))
    return change, person


def _agency(actor: Actor) -> str:
    return agency(actor.agency_id).name if actor.agency_id else ""


def _line(name: str, birth_date: date | None, sex: str) -> str:
    return f"{name} {birth_date or ''} {sex}"
