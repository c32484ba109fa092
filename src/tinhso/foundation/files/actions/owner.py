"""Whose files, and how much more they may hand in."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files import limits
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, Forbidden, Refused
from tinhso.lib.prepared import prepared

# How many and how many bytes: files that belong to nothing yet, and uploads that still run.
_HELD = """
SELECT l.many, l.bytes, r.many, r.bytes
FROM (SELECT count(*) AS many, coalesce(sum(size), 0)::bigint AS bytes FROM files_storedfile
      WHERE owner_id = %s AND subject_kind = '' AND state = 'ok') l,
     (SELECT count(*) AS many, coalesce(sum(size), 0)::bigint AS bytes FROM files_upload
      WHERE owner_id = %s AND stored_id IS NULL AND expires_at > %s) r
"""


def owner_of(actor: Actor) -> UUID:
    """The account that hands in. Raises Forbidden without one."""
    if actor.account_id is None:
        raise Forbidden(
            "files.sign_in", _("Bạn cần đăng nhập để tải tệp lên."), way_out=_("Hãy đăng nhập rồi tải lại.")
        )
    return actor.account_id


def check_size(size: int) -> None:
    """Raises Refused when a file of this size is not taken."""
    if size <= 0:
        raise Refused(
            "files.empty", _("Tệp này rỗng."), field="file", way_out=_("Hãy chọn đúng tệp rồi tải lại.")
        )
    if size > limits.max_size():
        raise Refused(
            "files.too_big",
            _("Tệp này lớn hơn %(limit)s MB.") % {"limit": limits.max_size() // limits.MEGABYTE},
            field="file",
            way_out=_("Hãy giảm dung lượng hoặc chia thành nhiều tệp."),
        )


def check_quota(owner_id: UUID, size: int) -> None:
    """Raises Busy when the account keeps too much that belongs to no dossier yet."""
    with prepared() as cursor:
        cursor.execute(_HELD, [owner_id, owner_id, real_now()])
        loose, kept, running, coming = cursor.fetchone()
    if running >= limits.open_uploads():
        raise Busy(
            "files.too_many_uploads",
            _("Bạn đang tải quá nhiều tệp cùng lúc."),
            way_out=_("Hãy chờ các tệp đang tải xong rồi tải tiếp."),
        )
    if loose >= limits.loose_files() or kept + coming + size > limits.loose_bytes():
        raise Busy(
            "files.quota",
            _("Bạn đã tải lên quá nhiều tệp chưa dùng vào hồ sơ nào."),
            way_out=_("Hãy nộp hồ sơ đang làm, hoặc chờ đến ngày mai rồi tải tiếp."),
        )
