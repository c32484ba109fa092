"""What a desk does with an account after seeing the card of its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.actions.sessions import end_all
from tinhso.foundation.identity.models import Account, Organisation, Person
from tinhso.foundation.identity.rules import citizen_id as citizen_ids
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid, NotFound, Refused

DESK_ROLES = ("reception", "return_officer")


@act("account.verify")
def verify_person(
    actor: Actor,
    account_id: UUID,
    *,
    name: str | None = None,
    birth_date: date | None = None,
    sex: str | None = None,
) -> None:
    """Confirm a person whose card was seen at the desk, with what the card says where it differs.

    This one step is for a first check: other facts of a verified person go through `ask_fact_change`
    (Refused `facts_verified`). Needs the role reception or return_officer. Refused `card_mismatch` when the citizen ID cannot
    belong to that birth date or sex; NotFound for an account that is no person's.
    """
    desk_only(actor)
    person = person_at_desk(account_id)
    before = (person.name, person.birth_date, person.sex)
    person.name = name or person.name
    person.birth_date = birth_date or person.birth_date
    person.sex = sex or person.sex
    check_card(person.citizen_id or "", person.birth_date, person.sex)
    if person.verified_at is not None and before != (person.name, person.birth_date, person.sex):
        raise Refused(
            "facts_verified",
            _("Thông tin này đã được xác minh nên một cán bộ không tự sửa được."),
            way_out=_("Hãy gửi đề nghị sửa kèm lý do để một cán bộ khác xác nhận."),
        )
    person.verified_at = now()
    person.verified_by_id = actor.capacity_id
    person.save()
    digests = {"name": person.name, "citizen_id": person.citizen_id or ""}
    record(actor, "account.verify", Subject("account", account_id), {"agency": actor.agency_id}, digests)


@act("account.verify")
def verify_organisation(actor: Actor, account_id: UUID) -> None:
    """Confirm an enterprise whose registration certificate was seen at the desk."""
    desk_only(actor)
    changed = Organisation.objects.filter(account_id=account_id).update(
        verified_at=now(), verified_by_id=actor.capacity_id
    )
    if not changed:
        raise NotFound("organisation_unknown", _("Không tìm thấy tài khoản tổ chức này."))
    record(actor, "account.verify", Subject("account", account_id), {"agency": actor.agency_id})


@act("account.release")
def release_login(actor: Actor, account_id: UUID) -> None:
    """Close an unverified account that somebody else opened with a stranger's number.

    The owner, whose card was seen, can then open their own. A verified account is never released.
    """
    desk_only(actor)
    account = Account.objects.select_for_update().filter(pk=account_id, kind="resident").first()
    if account is None:
        raise NotFound("account_unknown", _("Không tìm thấy tài khoản này."))
    verified = Person.objects.filter(account=account, verified_at__isnull=False).exists()
    if verified or Organisation.objects.filter(account=account, verified_at__isnull=False).exists():
        raise Refused("already_verified", _("Tài khoản này đã được xác minh nên không thể giải phóng."))
    account.login = f"closed:{account.pk}"
    account.is_active = False
    account.closed_at = now()
    account.save()
    Person.objects.filter(account=account).update(citizen_id=None)
    Organisation.objects.filter(account=account).delete()
    end_all(account.pk)
    record(actor, "account.release", Subject("account", account.pk), {"agency": actor.agency_id})


def person_at_desk(account_id: UUID) -> Person:
    """The person of a resident's account, locked for a change; NotFound when there is none."""
    person = (
        Person.objects.select_for_update().filter(account_id=account_id, account__kind="resident").first()
    )
    if person is None:
        raise NotFound("person_unknown", _("Không tìm thấy tài khoản cá nhân này."))
    return person


def check_card(number: str, birth_date: date | None, sex: str) -> None:
    """Refused `card_mismatch` when a citizen ID is faulty or cannot belong to that birth date and sex."""
    if fault := citizen_ids.fault(number, today=today()):
        raise Refused("card_mismatch", fault, field="citizen_id")
    if clash := citizen_ids.disagreement(number, birth_date, sex):
        raise Invalid([FieldError(field, clash.sentence) for field in clash.fields], code="card_mismatch")


def desk_only(actor: Actor) -> tuple[UUID, UUID]:
    """The capacity and agency of an officer of a desk; Forbidden for anybody else."""
    if actor.capacity_id is None or actor.agency_id is None or not actor.has(*DESK_ROLES):
        raise Forbidden("desk_only", _("Chỉ cán bộ bộ phận một cửa được xác minh giấy tờ."))
    return actor.capacity_id, actor.agency_id
