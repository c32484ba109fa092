"""Files of a visitor whose login ran out in the middle of sending: kept for nobody, then given back.

The session of that visitor alone knows which files they are; who signs in again in it takes them over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from tinhso.foundation.files import limits
from tinhso.foundation.files.actions.owner import owner_of
from tinhso.foundation.files.actions.store import Stream, take_in
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject, record
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy


def set_aside(actor: Actor, name: str, stream: Stream | BinaryIO) -> StoredFile:
    """Keep a whole file that belongs to nobody yet; swept after two days unless `adopt` comes first.

    Raises Refused (empty, too big) or Busy (too many at once, too much kept for signed-out visitors).
    The caller has checked that there is something the file could be for, and counts the tries.
    """
    return take_in(actor, name, stream, person=f"aside-{actor.ip}", check=_check_room)


def adopt(actor: Actor, file_ids: Iterable[UUID]) -> list[StoredFile]:
    """Give files that were set aside to the actor's account; those of anybody else stay as they are."""
    owner_id = owner_of(actor)
    with transaction.atomic():
        found = list(_aside().select_for_update().filter(id__in=list(file_ids)).order_by("stored_at", "id"))
        for stored in found:
            stored.owner_id = owner_id
            stored.save(update_fields=["owner_id"])
            record(actor, "file.adopt", Subject("file", stored.id), {"size": stored.size})
    return found


def _aside() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(owner_id=None, subject_kind="")


def _check_room() -> None:
    kept = _aside().filter(state="ok")
    if (kept.aggregate(total=Sum("size"))["total"] or 0) > limits.aside_bytes():
        raise Busy(
            "files.aside_full",
            _("Lúc này hệ thống không giữ hộ được tệp khi bạn chưa đăng nhập."),
            way_out=_("Hãy đăng nhập rồi chọn lại tệp."),
        )
