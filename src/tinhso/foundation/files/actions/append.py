"""Take one piece of an upload."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.files import limits, storage
from tinhso.foundation.files.actions.owner import owner_of
from tinhso.foundation.files.models import Upload
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, NotFound, Refused


class WrongOffset(Conflict):
    """The piece does not continue what was received; `offset` is where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__(
            "files.offset",
            _("Phần tệp này không nối tiếp phần đã nhận."),
            way_out=_("Hãy tải tiếp từ chỗ đã nhận."),
        )
        self.offset = offset


def running_upload(actor: Actor, upload_id: UUID, *, lock: bool = False) -> Upload:
    """The actor's own upload. Raises NotFound when it is somebody else's, unknown or expired."""
    rows = Upload.objects.select_for_update() if lock else Upload.objects.all()
    upload = rows.filter(id=upload_id, owner_id=owner_of(actor)).first()
    if upload is None or (upload.stored_id is None and upload.expires_at <= real_now()):
        raise NotFound(
            "files.no_upload",
            _("Không tìm thấy lượt tải lên này."),
            way_out=_("Hãy chọn lại tệp để tải từ đầu."),
        )
    return upload


def append(actor: Actor, upload_id: UUID, offset: int, data: bytes) -> Upload:
    """Write a piece at `offset` (bytes) and confirm it once it is on disk.

    Raises WrongOffset with the right place, Refused when the piece is too large or exceeds the file.
    """
    if len(data) > limits.max_chunk():
        raise Refused(
            "files.chunk", _("Phần tệp gửi lên quá lớn."), way_out=_("Hãy tải lại trang rồi thử lại.")
        )
    with transaction.atomic():
        upload = running_upload(actor, upload_id, lock=True)
        if offset != upload.received or upload.stored_id is not None:
            raise WrongOffset(upload.received)
        if offset + len(data) > upload.size:
            raise Refused(
                "files.size",
                _("Tệp dài hơn dung lượng đã báo."),
                way_out=_("Hãy chọn lại tệp để tải từ đầu."),
            )
        storage.write_at(storage.part_path(upload.id), offset, data)
        upload.received += len(data)
        upload.save(update_fields=["received"])
    return upload
