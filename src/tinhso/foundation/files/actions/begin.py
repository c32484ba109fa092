"""Begin an upload."""

from __future__ import annotations

from tinhso.foundation.files import limits
from tinhso.foundation.files.actions.owner import check_quota, check_size, owner_of
from tinhso.foundation.files.models import Upload
from tinhso.foundation.files.rules.names import clean_name
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor


def begin(actor: Actor, name: str, size: int) -> Upload:
    """Announce a file of `size` bytes; pieces follow by `append`.

    Raises Forbidden without an account, Refused for an empty or too big file, Busy over the quota.
    """
    owner_id = owner_of(actor)
    check_size(size)
    check_quota(owner_id, size)
    moment = real_now()
    return Upload.objects.create(
        owner_id=owner_id,
        name=clean_name(name),
        size=size,
        begun_at=moment,
        expires_at=moment + limits.upload_life(),
    )
