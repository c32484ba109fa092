"""Files of a visitor whose login ran out in the middle of sending: kept for nobody, then given back.

The session of that visitor alone knows which files they are; who signs in again in it takes them over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from tinhso.foundation.files import limits
from tinhso.foundation.files.actions.owner import owner_of
from tinhso.foundation.files.actions.store import Stream, take_in
from tinhso.foundation.files.actions.sweep import forget
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy

REMEMBERED = timedelta(hours=2)
# So many are forgotten while one visitor waits.
AT_ONCE = 50


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


def drop_aside(file_ids: Iterable[UUID]) -> int:
    """Forget files that were set aside for something that was then refused: nobody can come back for them; how many.

    Left to the nightly sweep they would fill the room of all visitors, and one of them could shut all others out.
    """
    found = list(_aside().filter(id__in=list(file_ids)))
    for stored in found:
        forget(stored)
    return len(found)


def _aside() -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(owner_id=None, subject_kind="")


def _check_room() -> None:
    if not _full():
        return
    # A session remembers its files for an hour: what lies longer is nobody's any more.
    for stored in _aside().filter(stored_at__lt=real_now() - REMEMBERED).order_by("stored_at")[:AT_ONCE]:
        forget(stored)
    if _full():
        raise Busy(
            "files.aside_full",
            _("Lúc này hệ thống không giữ hộ được tệp khi bạn chưa đăng nhập."),
            way_out=_("Hãy đăng nhập rồi chọn lại tệp."),
        )


def _full() -> bool:
    kept = _aside().filter(state="ok")
    return (kept.aggregate(total=Sum("size"))["total"] or 0) > limits.aside_bytes()
