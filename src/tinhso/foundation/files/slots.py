"""A bounded number of plain-form uploads at once, counted over all processes of this machine.

Locks on files: the system frees them when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.utils.translation import gettext as _

from tinhso.foundation.files import limits, storage
from tinhso.lib.errors import Busy

# Hexadecimal digits of the hash: 256 groups of people.
GROUP_DIGITS = 2


@contextmanager
def slot(person: str, purpose: str = "store") -> Iterator[None]:
    """Hold one of the machine's slots and one of the person's. Raises Busy when none is free.

    People share a fixed number of lock files by hash: a stranger who comes under ever new names makes no new
    files. Two people of one hash share their slots for as long as both are sending.
    """
    own = hashlib.sha256(person.encode()).hexdigest()[:GROUP_DIGITS]
    with ExitStack() as held:
        for group, count in ((f"{purpose}-{own}", limits.form_slots_each()), (purpose, limits.form_slots())):
            fd = _take(group, count)
            if fd is None:
                raise Busy(
                    "files.busy",
                    _("Đang có nhiều người tải tệp lên cùng lúc."),
                    way_out=_("Những gì bạn đã điền vẫn được giữ. Hãy thử lại sau ít phút."),
                )
            held.callback(os.close, fd)
        yield


def _take(group: str, count: int) -> int | None:
    folder = storage.root() / "slots"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(count):
        fd = os.open(folder / f"{group}-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            continue
        return fd
    return None
