"""Taking a dossier for change: its row is locked, the caller's page must be fresh, its reader allowed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._holding import holdings
from tinhso.government.dossiers.models import Dossier, Step
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound


def lock_dossier(
    actor: Actor, dossier_id: UUID, expected_version: int | None = None, *, secret: str = ""
) -> Dossier:
    """The dossier, locked until the act ends, after the right to see it was checked.

    Raises NotFound when the actor may not know of it, Conflict when the page is stale.
    """
    found = Dossier.objects.select_for_update().filter(pk=dossier_id).first()
    if found is None:
        raise access.unknown_dossier()
    access.check(actor, found, secret=secret)
    check_fresh(found, expected_version)
    return found


def lock_step(
    actor: Actor, step_id: UUID, expected_version: int | None = None, *, open_only: bool = True
) -> tuple[Dossier, Step]:
    """The dossier of a step, locked, and the step as it is now."""
    dossier = Dossier.objects.select_for_update(of=("self",)).filter(steps__pk=step_id).first()
    if dossier is None:
        raise NotFound("step_unknown", _("Không tìm thấy bước xử lý này."))
    access.check(actor, dossier)
    check_fresh(dossier, expected_version)
    step = next(step for step in holdings(dossier) if step.pk == step_id)
    if open_only and step.done_at is not None:
        raise Conflict(
            "step_done",
            _("Bước này đã có người xử lý xong."),
            way_out=_("Tải lại trang để xem tình trạng mới nhất."),
        )
    return dossier, step


def check_fresh(dossier: Dossier, expected_version: int | None) -> None:
    """Refuse a page that shows an older version than the row's."""
    if expected_version is not None and expected_version != dossier.version:
        raise Conflict(
            "stale_page",
            _("Hồ sơ đã thay đổi sau khi bạn mở trang này."),
            way_out=_("Tải lại trang, kiểm tra thay đổi rồi làm lại."),
        )


def save(dossier: Dossier, moment: datetime | None = None) -> Dossier:
    """Write the dossier as one more version that moved now."""
    dossier.version += 1
    dossier.last_moved_at = moment or now()
    dossier.save()
    return dossier
