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

    Needs the role reception or return_officer. Refused `card_mismatch` when the citizen ID cannot
    belong to that birth date or sex; NotFound for an account that is no person's.
    """
    _desk_only(actor)
    person = (
        Person.objects.select_for_update().filter(account_id=account_id, account__kind="resident").first()
    )
    if person is None:
        raise NotFound("person_unknown", _("Không tìm thấy tài khoản cá nhân này."))
    person.name = name or person.name
    person.birth_date = birth_date or person.birth_date
    person.sex = sex or person.sex
    number = person.citizen_id or ""
    if fault := citizen_ids.fault(number, today=today()):
        raise Refused("card_mismatch", fault, field="citizen_id")
    if clash := citizen_ids.disagreement(number, person.birth_date, person.sex):
        raise Invalid([FieldError(field, clash.sentence) for field in clash.fields], code="card_mismatch")
    person.verified_at = now()
    person.verified_by_id = actor.capacity_id
    person.save()
    digests = {"name": person.name, "citizen_id": person.citizen_id or ""}
    record(actor, "account.verify", Subject("account", account_id), {"agency": actor.agency_id}, digests)


@act("account.verify")
def verify_organisation(actor: Actor, account_id: UUID) -> None:
    """Confirm an enterprise whose registration certificate was seen at the desk."""
    _desk_only(actor)
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
    _desk_only(actor)
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


def _desk_only(actor: Actor) -> None:
    if actor.capacity_id is None or not actor.has(*DESK_ROLES):
        raise Forbidden("desk_only", _("Chỉ cán bộ bộ phận một cửa được xác minh giấy tờ."))
