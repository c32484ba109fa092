"""Sets as they hold on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import today
from tinhso.government.indices.models import IndexSet
from tinhso.lib.errors import NotFound


def version_of(key: str, on: date | None = None) -> IndexSet:
    """The version in force, else the newest one that began. NotFound for an unknown set."""
    day = on or today()
    found = IndexSet.objects.filter(key=key, valid_from__lte=day).order_by("-valid_from").first()
    if found is None:
        raise NotFound("set_unknown", _("Không tìm thấy bộ chỉ số này."))
    return found


def newest(on: date | None = None) -> list[IndexSet]:
    """The newest version of every set that began, in the order of keys."""
    day = on or today()
    rows = IndexSet.objects.filter(Q(valid_from__lte=day)).order_by("key", "-valid_from")
    return list(rows.distinct("key"))


def versions(key: str) -> list[IndexSet]:
    """All versions of a set, the newest first."""
    return list(IndexSet.objects.filter(key=key).order_by("-valid_from"))
