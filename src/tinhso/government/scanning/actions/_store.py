"""Keeping files that the platform itself made or found: nobody's, until they are given to a batch."""

from __future__ import annotations

import time
from pathlib import Path

from tinhso.foundation.files import api as files
from tinhso.foundation.files.api import StoredFile
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy

MACHINE = Actor.system("scanning")
_TRIES = 40


def keep(path: Path, name: str) -> StoredFile:
    """The stored file of a path. Waits a little while others are sending; raises Busy after ten seconds."""
    for _try in range(_TRIES):
        try:
            with path.open("rb") as stream:
                return files.set_aside(MACHINE, name, stream)
        except Busy as busy:
            if busy.code != "files.busy":
                raise
            time.sleep(0.25)
    raise busy_store()


def busy_store() -> Busy:
    """What is told when the store has no room for a while."""
    from django.utils.translation import gettext as _

    return Busy("files.busy", _("Đang có nhiều người tải tệp lên cùng lúc."))
