"""Who may read a file: its owner while it is loose, then whoever its object's room says."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.models import StoredFile
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound

Rule = Callable[[Actor, str, StoredFile], bool]
_rules: dict[str, Rule] = {}


def register_access(subject_kind: str, rule: Rule) -> None:
    """Say who may read the files of a kind of object: `rule(actor, subject_id, file) -> bool`.

    Called once, from the room's AppConfig.ready. Without a rule nobody but the owner reads them.
    """
    _rules[subject_kind] = rule


def may_read(actor: Actor, stored: StoredFile) -> bool:
    """True when the actor may read the file."""
    rule = _rules.get(stored.subject_kind)
    if rule is not None and rule(actor, stored.subject_id, stored):
        return True
    if rule is not None and actor.kind == "officer":
        # What an officer puts to an object is the office's: it stays behind when their capacity ends.
        return False
    return actor.account_id is not None and stored.owner_id == actor.account_id


def readable(actor: Actor, file_id: UUID) -> StoredFile:
    """The file, when the actor may read it; else NotFound, whether it exists or not."""
    stored = StoredFile.objects.filter(id=file_id, state="ok").first()
    if stored is None or not may_read(actor, stored):
        raise NotFound(
            "files.not_found", _("Không tìm thấy tệp này."), way_out=_("Hãy mở tệp từ trang hồ sơ của bạn.")
        )
    return stored
