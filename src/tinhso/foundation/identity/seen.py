"""Who looked at a person's data, in words the person understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import Capacity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Look, Subject, looks_at_any

# Where else an account's data lies: each gives the objects and what the person calls them (a dossier's code).
Places = Callable[[UUID], Mapping[Subject, str]]
_places: list[Places] = []


@dataclass(frozen=True)
class LookSeen:
    """One look: when, by an officer of which agency in which position, and at what."""

    at: datetime
    agency: str
    position: str
    what: str


def register_looked_at(places: Places) -> None:
    """Say in which objects of a room an account's data lies: `places(account_id) -> {Subject: name}`.

    Called once, from the room's AppConfig.ready.
    """
    _places.append(places)


def who_looked(account_id: UUID, limit: int = 100) -> list[LookSeen]:
    """The newest looks by others at an account's data: the account's own and that in every room."""
    subjects: dict[Subject, str] = {Subject("account", account_id): ""}
    for places in _places:
        subjects.update(places(account_id))
    return seen_in(subjects, account_id, limit)


def seen_in(subjects: Mapping[Subject, str], own: UUID | None = None, limit: int = 100) -> list[LookSeen]:
    """The newest looks at these objects, without those of the account `own`. Officers appear by office."""
    names = {(subject.kind, str(subject.id)): name for subject, name in subjects.items()}
    entries = [e for e in looks_at_any(subjects, limit) if own is None or e.account_id != own]
    ids = {entry.capacity_id for entry in entries if entry.capacity_id}
    places = {c.pk: c.position for c in Capacity.objects.filter(pk__in=ids)}
    agencies = {ident: agency(ident).name for ident in {e.agency_id for e in entries if e.agency_id}}
    return [
        LookSeen(
            at=entry.world_at,
            agency=agencies.get(entry.agency_id, "") if entry.agency_id else "",
            position=_who(entry, places),
            what=_what(
                str(entry.facts.get("what", "")), names.get((entry.subject_kind, entry.subject_id), "")
            ),
        )
        for entry in entries
    ]


def _who(entry: Look, positions: Mapping[UUID, str]) -> str:
    if entry.capacity_id is not None and entry.capacity_id in positions:
        return positions[entry.capacity_id]
    if entry.actor_kind == "system":
        return _("Hệ thống")
    if entry.actor_kind == "client":
        return _("Phần mềm kết nối")
    return _("Người giữ mã tra cứu")


def _what(key: str, name: str) -> str:
    known = {
        "citizen_id": _("Số căn cước"),
        "number_search": _("Tìm theo số căn cước"),
        "papers": _("Giấy tờ trong hồ sơ"),
        "file": _("Giấy tờ trong hồ sơ"),
        "person": _("Thông tin cá nhân"),
        "dossier": _("Nội dung hồ sơ"),
        "receipt": _("Tình trạng hồ sơ"),
        "owed": _("Số tiền phải nộp"),
        "receipt_print": _("Giấy biên nhận có mã tra cứu"),
        "account": _("Thông tin tài khoản"),
        "paper_check": _("Xác minh giấy đã cấp"),
    }
    what = known.get(key.partition(":")[0], _("Dữ liệu cá nhân"))
    return _("%(what)s, hồ sơ %(code)s") % {"what": what, "code": name} if name else what
