"""Finish an upload: open the file, say what it is, keep it by content."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinhso.foundation.files import storage
from tinhso.foundation.files.actions.append import WrongOffset, running_upload
from tinhso.foundation.files.actions.judge import judge
from tinhso.foundation.files.inspecting.verdict import Verdict
from tinhso.foundation.files.models import StoredFile, Upload
from tinhso.foundation.files.rules.names import with_extension
from tinhso.foundation.files.rules.types import BY_KEY
from tinhso.foundation.records.api import Subject, begin
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict
from tinhso.lib.prepared import insert_together


def finish(actor: Actor, upload_id: UUID) -> StoredFile:
    """Check and keep a complete upload; asking twice gives the same file.

    A file that is refused comes back with `state` "refused" and its `reason`; its bytes are not kept.
    Raises WrongOffset when pieces are missing.
    """
    upload = running_upload(actor, upload_id)
    if upload.stored_id is not None:
        return StoredFile.objects.get(id=upload.stored_id)
    if upload.received != upload.size:
        raise WrongOffset(upload.received)
    part = storage.part_path(upload.id)
    try:
        sha256 = storage.digest_of(part)
        verdict = judge(part, sha256, upload.owner_id)
    except FileNotFoundError:
        return _finished_elsewhere(upload)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(id=upload.id)
        if locked.stored_id is not None:
            return StoredFile.objects.get(id=locked.stored_id)
        stored = keep(actor, upload.name, part, sha256, verdict)
        locked.stored_id = stored.id
        locked.save(update_fields=["stored_id"])
    return stored


def keep(actor: Actor, name: str, part: Path, sha256: str, verdict: Verdict) -> StoredFile:
    """Keep the checked part by content and write its row and its event in the running transaction."""
    kind = BY_KEY.get(verdict.kind)
    good = kind is not None and not verdict.code
    stored = StoredFile(
        owner_id=actor.account_id,
        name=with_extension(name, kind.extensions) if kind else name,
        size=part.stat().st_size,
        sha256=sha256,
        media_type=kind.media_type if kind else "",
        pages=verdict.pages if good else None,
        state="ok" if good else "refused",
        reason_code="" if good else (verdict.code or "unknown"),
        stored_at=real_now(),
    )
    if good:
        storage.keep(part, sha256)
    else:
        part.unlink(missing_ok=True)
    told = begin(
        actor,
        "file.store" if good else "file.refuse",
        Subject("file", stored.id),
        {
            "size": stored.size,
            "media_type": stored.media_type,
            "pages": stored.pages,
            "code": stored.reason_code,
        },
        {"sha256": sha256, "name": stored.name},
    )
    insert_together([stored, *told])
    return stored


def _finished_elsewhere(upload: Upload) -> StoredFile:
    """Another request finished it between our two steps."""
    upload.refresh_from_db()
    if upload.stored_id is None:
        raise Conflict(
            "files.lost", _("Lượt tải lên này đã bị gián đoạn."), way_out=_("Hãy chọn lại tệp để tải từ đầu.")
        )
    return StoredFile.objects.get(id=upload.stored_id)
