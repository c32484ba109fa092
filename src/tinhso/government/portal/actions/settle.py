"""What the holder of a faulty package does: correct and try again, or refuse with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.records.api import act
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.portal import access
from tinhso.government.portal.actions._note import PORTAL, note_package
from tinhso.government.portal.actions.gather import line_of
from tinhso.government.portal.actions.take_in import attempt
from tinhso.government.portal.models import Origin, Outgoing, OutgoingState, Package, PackageState, Progress
from tinhso.government.portal.rules import arrivals
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.text import clean

REASON = 1000
_PATH = re.compile(r"[a-z_]{1,40}(\.[A-Za-z0-9_\-]{1,60}){0,12}")


def retry(
    actor: Actor, package_id: UUID, *, corrections: Mapping[str, str] | None = None, reason: str = ""
) -> Package:
    """Try a quarantined package again, with corrections by dotted path where its fields were wrong.

    What came stays as it came; a correction needs a reason. Raises Conflict when it is no longer in quarantine.
    """
    _correct(actor, package_id, dict(corrections or {}), reason)
    with override("vi"):
        return attempt(package_id, by_hand=True)


@act("portal.correct")
def _correct(actor: Actor, package_id: UUID, given: dict[str, str], reason: str) -> None:
    access.check_may_act(actor)
    package = access.package_of(actor, package_id, lock=True)
    _check_held(package)
    why = clean(reason)
    if given and not why:
        raise Refused("reason_needed", _("Hãy ghi căn cứ của việc sửa."), field="reason")
    if len(why) > REASON or any(not _PATH.fullmatch(path) or len(v) > 1000 for path, v in given.items()):
        raise Refused("correction_odd", _("Nội dung sửa không hợp lệ hoặc quá dài."), field="reason")
    package.corrections = {**package.corrections, **{path: _typed(path, v) for path, v in given.items()}}
    package.handled_at, package.handled_by_id = now(), actor.account_id
    package.handling_reason = why or package.handling_reason
    package.save()
    fields = [path.replace(" ", "") for path in sorted(given)]
    note_package(actor, "corrected" if given else "retried", package, fields=fields)


def _typed(path: str, value: str) -> str | int:
    """Money is a whole number, all else text."""
    return int(value) if path.endswith(".amount") and value.isascii() and value.isdigit() else value


@act("portal.refuse_package")
def refuse_package(actor: Actor, package_id: UUID, *, reason: str) -> Package:
    """Refuse a quarantined package for good, with a reason that the person will read on the portal.

    Of a filing the portal is told state 3; of what came after it, the reason, the dossier's state as it is.
    Raises Conflict, Refused.
    """
    access.check_may_act(actor)
    package = access.package_of(actor, package_id, lock=True)
    _check_held(package)
    why = clean(reason)
    if not why or len(why) > REASON:
        raise Refused("reason_needed", _("Hãy ghi lý do từ chối (tối đa 1.000 ký tự)."), field="reason")
    moment = now()
    package.state = PackageState.REFUSED
    package.handling_reason = why
    package.handled_at, package.handled_by_id = moment, actor.account_id
    package.save()
    note_package(actor, "refused", package, reason=package.reason_code)
    row = _line(package, moment)
    if row is not None:
        _tell(actor, package, row, moment)
    return package


def _line(package: Package, moment: datetime) -> Outgoing | None:
    """The line to the portal that tells of it.

    None where there is nothing to say: a code that the portal did not give, a filing whose code is that of a
    dossier that we do have, something sent after a filing that never came.
    """
    if package.kind != arrivals.FILING:
        origin = Origin.objects.filter(portal_code=package.portal_code).first()
        return line_of(origin.dossier_id) if origin is not None else None
    if not package.portal_code:
        return None
    row, made = Outgoing.objects.get_or_create(
        code=package.portal_code,
        defaults={
            "package": package,
            "agency_id": package.holder_agency_id,
            "wanted": 1,
            "known": True,
            "changed_at": moment,
            "next_try_at": moment,
        },
    )
    return row if made else None


def _tell(actor: Actor, package: Package, row: Outgoing, moment: datetime) -> None:
    """The refusal goes into the outbox, as the last thing that is known of this line."""
    if row.dossier_id is None:
        verb, after = "refuse_package", 3
    else:
        # What it meant to be is not always known.
        verb = f"refuse_{package.kind}" if package.kind in arrivals.KINDS else "refuse_other"
        after = dossiers.for_officer(PORTAL, row.dossier_id).state
    Progress.objects.create(
        outgoing=row,
        package=package,
        sequence=row.wanted,
        verb=verb,
        at=moment,
        after=after,
        actor_kind=actor.kind,
        account_id=actor.account_id,
        capacity_id=actor.capacity_id,
        agency_id=actor.agency_id,
        opened_at=package.arrived_at,
        due_at=package.deadline,
    )
    row.state, row.next_try_at, row.changed_at, row.tries = OutgoingState.WAITING, moment, moment, 0
    row.save()


def _check_held(package: Package) -> None:
    if package.state != PackageState.QUARANTINED:
        raise Conflict(
            "package_settled",
            _("Gói tin này không còn trong vùng cách ly."),
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
