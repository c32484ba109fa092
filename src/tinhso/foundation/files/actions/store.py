"""Take a whole file from a plain form: the way without JavaScript."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

from django.db import transaction

from tinhso.foundation.files import storage
from tinhso.foundation.files.actions.finish import keep
from tinhso.foundation.files.actions.judge import judge
from tinhso.foundation.files.actions.owner import check_quota, check_size, owner_of
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.rules.names import clean_name
from tinhso.foundation.files.slots import slot
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

_PIECE = 1 << 18


class Stream(Protocol):
    """Anything read in pieces: an open file or an uploaded one."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


def store(actor: Actor, name: str, stream: Stream | BinaryIO) -> StoredFile:
    """Keep a whole file at once; what `finish` says of the result holds here too.

    Raises Forbidden, Refused (empty, too big) or Busy (too many at once, over the quota).
    """
    owner_id = owner_of(actor)
    return take_in(actor, name, stream, person=str(owner_id), check=lambda: check_quota(owner_id, 0))


def take_in(
    actor: Actor, name: str, stream: Stream | BinaryIO, *, person: str, check: Callable[[], None]
) -> StoredFile:
    """Read, check and keep a whole file within the slots of `person`; `check` refuses what is too much."""
    part = storage.part_path(new_id())
    with slot(person):
        check()
        try:
            size, summed = 0, hashlib.sha256()
            with storage.new_part(part) as out:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    check_size(size)
                    summed.update(piece)
                    out.write(piece)
            check_size(size)
            sha256 = summed.hexdigest()
            verdict = judge(part, sha256, actor.account_id)
            with transaction.atomic():
                return keep(actor, clean_name(name), part, sha256, verdict)
        finally:
            part.unlink(missing_ok=True)
