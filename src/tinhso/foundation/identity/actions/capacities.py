"""Giving and ending the capacities in which officers act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.identity.acting import own_account
from tinhso.foundation.identity.models import Account, Capacity
from tinhso.foundation.identity.rules.roles import PROVINCE_WIDE, ROLES, SYSTEM_ADMIN, UNIT_ADMIN
from tinhso.foundation.identity.telling import tell
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid, NotFound


@act("capacity.grant")
def grant_capacity(
    actor: Actor,
    account_id: UUID,
    agency_id: UUID,
    roles: Collection[str],
    position: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Capacity:
    """Give an officer a capacity from a day on. `valid_to` is its last day. An officer who was there is told.

    Who already serves elsewhere and is no colleague of the agency gets it as an offer (`awaiting`), which gives
    no right until they accept it; a system administrator gives it at once.

    A unit_admin gives capacities of their own agency only, and never a role that reaches beyond it
    (system_admin, monitor); the platform itself (the operator's commands) may give any. Invalid names every faulty field.
    """
    _may_administer(actor, agency_id, roles)
    officer = Account.objects.filter(pk=account_id, kind=Account.Kind.OFFICER, is_active=True).first()
    if officer is None:
        raise NotFound("officer_unknown", _("Không tìm thấy cán bộ này."))
    errors = _faults(agency_id, roles, position, valid_from, valid_to)
    if _overlaps(account_id, agency_id, valid_from, valid_to):
        errors.append(
            FieldError("valid_from", _("Cán bộ này đã có vai trò ở cơ quan này trong thời gian đó."))
        )
    if errors:
        raise Invalid(errors)
    row = Capacity.objects.create(
        account=officer,
        agency_id=agency_id,
        roles=sorted(set(roles)),
        position=position,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by_id=actor.capacity_id,
        awaiting=not (actor.kind == "system" or actor.has(SYSTEM_ADMIN))
        and _serves_elsewhere(account_id, agency_id),
    )
    if Capacity.objects.filter(account_id=account_id).exclude(pk=row.pk).exists():
        context = {"agency": agency(agency_id).name, "position": position}
        tell(account_id, "capacity_offered" if row.awaiting else "capacity_granted", context)
    facts = {
        "account": account_id,
        "agency": agency_id,
        "roles": row.roles,
        "from": valid_from,
        "to": valid_to,
        "offered": row.awaiting,
    }
    record(actor, "capacity.grant", Subject("capacity", row.pk), facts)
    return row


@act("capacity.answer")
def answer_offer(actor: Actor, capacity_id: UUID, *, accept: bool) -> None:
    """The officer's own answer to a capacity that another agency offers: it holds from now on, or is gone.

    NotFound for an offer to somebody else, or one that was answered already.
    """
    row = (
        Capacity.objects.select_for_update()
        .filter(pk=capacity_id, account_id=own_account(actor), awaiting=True)
        .first()
    )
    if row is None:
        raise NotFound("offer_unknown", _("Không có lời mời nhận vai trò này."))
    facts = {"agency": row.agency_id, "account": row.account_id, "accepted": accept}
    record(actor, "capacity.answer", Subject("capacity", row.pk), facts)
    if accept:
        row.awaiting = False
        row.save(update_fields=["awaiting"])
    else:
        row.delete()


@act("capacity.end")
def end_capacity(actor: Actor, capacity_id: UUID, last_day: date) -> None:
    """Let a capacity end with a day. It is kept, since past acts were done in it.

    Invalid when the day lies before its first day, or after the last day that it has: longer is a new capacity,
    with all that granting asks. Otherwise a unit's administrator would put off their own end.
    """
    row = Capacity.objects.select_for_update().filter(pk=capacity_id).first()
    if row is None:
        raise NotFound("capacity_unknown", _("Không tìm thấy vai trò này."))
    _may_administer(actor, row.agency_id, row.roles)
    if last_day < row.valid_from:
        raise Invalid([FieldError("valid_to", _("Ngày kết thúc không được trước ngày bắt đầu."))])
    if row.valid_to is not None and last_day > row.valid_to:
        raise Invalid(
            [
                FieldError(
                    "valid_to", _("Vai trò đã có ngày kết thúc sớm hơn. Muốn kéo dài, hãy giao vai trò mới.")
                )
            ]
        )
    row.valid_to = last_day
    row.ended_by_id = actor.capacity_id
    row.save(update_fields=["valid_to", "ended_by"])
    record(actor, "capacity.end", Subject("capacity", row.pk), {"to": last_day, "agency": row.agency_id})


def _may_administer(actor: Actor, agency_id: UUID, roles: Collection[str]) -> None:
    if actor.kind == "system" or actor.has(SYSTEM_ADMIN):
        return
    if actor.has(UNIT_ADMIN) and actor.agency_id == agency_id and not PROVINCE_WIDE & set(roles):
        return
    raise Forbidden("not_your_agency", _("Bạn chỉ được quản lý vai trò trong cơ quan của mình."))


def _faults(
    agency_id: UUID, roles: Collection[str], position: str, valid_from: date, valid_to: date | None
) -> list[FieldError]:
    errors = []
    if not roles or set(roles) - set(ROLES):
        errors.append(FieldError("roles", _("Hãy chọn ít nhất một vai trò.")))
    if not position or len(position) > 120:
        errors.append(FieldError("position", _("Hãy nhập chức vụ, tối đa 120 ký tự.")))
    if valid_to is not None and valid_to < valid_from:
        errors.append(FieldError("valid_to", _("Ngày kết thúc không được trước ngày bắt đầu.")))
    found = agency(agency_id)
    if found.valid_to is not None and found.valid_to < max(valid_from, today()):
        errors.append(FieldError("agency", _("Cơ quan này đã kết thúc hoạt động trước ngày bắt đầu.")))
    return errors


def _serves_elsewhere(account_id: UUID, agency_id: UUID) -> bool:
    """True for an officer of other agencies who holds nothing in this one."""
    living = Capacity.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today()), account_id=account_id, awaiting=False
    )
    known = Capacity.objects.filter(account_id=account_id, awaiting=False)
    return known.exists() and not living.filter(agency_id=agency_id).exists()


def _overlaps(account_id: UUID, agency_id: UUID, valid_from: date, valid_to: date | None) -> bool:
    same = Capacity.objects.filter(account_id=account_id, agency_id=agency_id)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    return (same.filter(valid_from__lte=valid_to) if valid_to else same).exists()
