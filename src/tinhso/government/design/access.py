"""Who may design, and the way to one draft."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.government.design.models import DraftSave, VersionDraft
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound

DESIGNERS = ("system_admin",)


def check_right(actor: Actor) -> None:
    """Raises Forbidden for anybody but the system's administrator."""
    if actor.kind != "system" and not actor.has(*DESIGNERS):
        raise Forbidden("not_designer", _("Chỉ người quản trị hệ thống được thiết kế phiên bản thủ tục."))


def draft_of(actor: Actor, draft_id: UUID) -> VersionDraft:
    """One draft for who may design; NotFound when there is none."""
    check_right(actor)
    found = VersionDraft.objects.filter(id=draft_id).first()
    if found is None:
        raise _none()
    return found


def for_change(actor: Actor, draft_id: UUID, expected: int) -> VersionDraft:
    """The draft, locked, as it was when `expected` was its number. Conflict when it is closed or moved on."""
    check_right(actor)
    found = VersionDraft.objects.select_for_update().filter(id=draft_id).first()
    if found is None:
        raise _none()
    if found.state != VersionDraft.State.OPEN:
        raise Conflict("draft_closed", _("Bản thảo này đã công bố hoặc đã bỏ nên không sửa được nữa."))
    if found.number != expected:
        raise Conflict(
            "draft_moved_on",
            _("Bản thảo đã được người khác lưu (lần %(n)d) sau khi bạn mở trang này.") % {"n": found.number},
            way_out=_("Phần bạn vừa làm chưa lưu. Chép lại nếu cần, tải lại trang rồi sửa trên bản mới."),
        )
    return found


def files_now(draft: VersionDraft) -> dict[str, str]:
    """The files of the newest save."""
    return dict(DraftSave.objects.get(draft=draft, number=draft.number).files)


def _none() -> NotFound:
    return NotFound("draft_not_found", _("Không có bản thảo này."))
