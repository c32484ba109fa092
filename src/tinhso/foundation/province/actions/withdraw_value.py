"""Take back a value that was announced on screen and does not hold yet."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.province.models import Setting
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import today
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, NotFound


@act("setting.withdrawn")
def withdraw_value(actor: Actor, setting_id: UUID) -> str:
    """Drop the value; gives its key. Refused once it holds: what ruled due moments stays in the history."""
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden("not_system_admin", _("Chỉ người quản trị hệ thống được đổi cấu hình của tỉnh."))
    row = Setting.objects.select_for_update().filter(pk=setting_id).first()
    if row is None:
        raise NotFound("setting_unknown", _("Không có cấu hình này."))
    if not row.on_screen or row.valid_from <= today():
        raise Conflict("setting_holds", _("Giá trị này đã áp dụng nên không bỏ được. Hãy đặt giá trị mới."))
    row.delete()
    record(
        actor,
        "setting.withdrawn",
        Subject("setting", row.key),
        {"key": row.key, "valid_from": row.valid_from},
    )
    return row.key
