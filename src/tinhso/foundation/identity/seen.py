"""Who looked at a person's data, in words the person understands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.identity.models import Capacity
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, looks


@dataclass(frozen=True)
class LookSeen:
    """One look: when, by an officer of which agency in which position, and at what."""

    at: datetime
    agency: str
    position: str
    what: str


def who_looked(account_id: UUID, limit: int = 100) -> list[LookSeen]:
    """The newest looks at an account's personal data by others. Officers appear by office, not by name."""
    entries = [e for e in looks(Subject("account", account_id), limit) if e.account_id != account_id]
    ids = {entry.capacity_id for entry in entries if entry.capacity_id}
    places = {c.pk: c for c in Capacity.objects.filter(pk__in=ids)}
    names = {agency_id: agency(agency_id).name for agency_id in {e.agency_id for e in entries if e.agency_id}}
    return [
        LookSeen(
            at=entry.world_at,
            agency=names.get(entry.agency_id, "") if entry.agency_id else "",
            position=places[entry.capacity_id].position if entry.capacity_id in places else _("Hệ thống"),
            what=_what(str(entry.facts.get("what", ""))),
        )
        for entry in entries
    ]


def _what(key: str) -> str:
    known = {
        "citizen_id": _("Số căn cước"),
        "papers": _("Giấy tờ trong hồ sơ"),
        "person": _("Thông tin cá nhân"),
        "dossier": _("Nội dung hồ sơ"),
        "account": _("Thông tin tài khoản"),
    }
    return known.get(key, _("Dữ liệu cá nhân"))
