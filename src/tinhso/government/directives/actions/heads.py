"""Name the head of an agency from a day on, and let a deputy act for the head."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.directives import access
from tinhso.government.directives.actions._frame import words
from tinhso.government.directives.models import Delegation, Headship
from tinhso.government.directives.offices import HEADS, is_head
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused


@act("headship.name")
def name_head(
    actor: Actor, agency_id: UUID, account_id: UUID | None, first: date | None, basis: str
) -> Headship:
    """From `first` on this account heads the agency; whoever did before ends the day before.

    Tasks stay with the agency: the new head has all that is open, history keeps who did what.
    """
    access.need_office(actor)
    if first is None or first > today() + timedelta(days=366):
        raise Refused("day_needed", _("Hãy ghi ngày bắt đầu."), field="first")
    place = agency(agency_id)
    if account_id not in {
        info.account_id for info in people_in_role(place.id, HEADS[0], max(first, place.valid_from))
    }:
        raise Refused(
            "head_unknown", _("Người này không giữ vai lãnh đạo của cơ quan vào ngày đó."), field="account"
        )
    before = Headship.objects.select_for_update().filter(agency_id=place.id, valid_to=None).first()
    if before is not None:
        if first <= before.valid_from:
            raise Refused(
                "head_earlier", _("Ngày bắt đầu phải sau ngày bắt đầu của người trước."), field="first"
            )
        before.valid_to = first - timedelta(days=1)
        before.save(update_fields=["valid_to"])
    row = Headship.objects.create(
        agency_id=place.id,
        account_id=account_id,
        valid_from=first,
        basis=words(basis, "basis", 300),
        made_by_id=actor.account_id,
        made_at=now(),
    )
    record(actor, "headship.name", Subject("agency", place.id), {"account": account_id, "first": first})
    return row


@act("headship.delegate")
def delegate(
    actor: Actor, account_id: UUID | None, first: date | None, last: date | None, basis: str
) -> Delegation:
    """The head lets a deputy of the same agency act for them on these days (at most a year)."""
    if actor.agency_id is None or not is_head(actor, actor.agency_id):
        raise Forbidden("head_only", _("Chỉ người đứng đầu cơ quan ủy quyền được."))
    if first is None or last is None or not today() <= first <= last <= first + timedelta(days=366):
        raise Refused(
            "days_needed", _("Hãy ghi ngày đầu và ngày cuối, từ hôm nay, không quá một năm."), field="first"
        )
    deputies = {
        info.account_id
        for role in (*HEADS, "division_head")
        for info in people_in_role(actor.agency_id, role, first)
    }
    if account_id not in deputies - {actor.account_id}:
        raise Refused("deputy_unknown", _("Hãy chọn một lãnh đạo khác của cơ quan."), field="account")
    row = Delegation.objects.create(
        agency_id=actor.agency_id,
        account_id=account_id,
        valid_from=first,
        valid_to=last,
        basis=words(basis, "basis", 300),
        made_by_id=actor.account_id,
        made_at=now(),
    )
    facts = {"account": account_id, "first": first, "last": last}
    record(actor, "headship.delegate", Subject("agency", actor.agency_id), facts)
    return row
