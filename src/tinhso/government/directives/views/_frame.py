"""What every page of this room shares: its own navigation, reading forms, trying an act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import agencies
from tinhso.foundation.worktime.api import today
from tinhso.government.directives import access
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Invalid, Refused

MOST_FILES = 10
# Who is given tasks: committees, departments and the offices below them.
KINDS = ("peoples_committee", "committee_office", "department", "inspectorate", "service_centre", "land_registry",
         "police", "tax_office", "social_insurance", "other")  # fmt: skip
T = TypeVar("T")


def nav(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The room's pages as links above each of them."""
    pages = [("tasks", _("Nhiệm vụ"), "tasks"), ("documents", _("Văn bản"), "documents")]
    pages += [("targets", _("Chỉ tiêu"), "targets"), ("meetings", _("Họp"), "meetings")]
    pages += [("reports", _("Báo cáo quý"), "reports"), ("heads", _("Người đứng đầu"), "heads")]
    if access.sees_all(actor):
        pages.insert(0, ("board", _("Bảng theo dõi"), "board"))
    return [
        {"label": label, "href": reverse(f"directives:{name}"), "current": key == current}
        for key, label, name in pages
    ]


def attempt(act: Callable[[], T]) -> tuple[T | None, dict[str, str]]:
    """What the act gives, or its faults by field."""
    try:
        return act(), {}
    except Invalid as invalid:
        return None, {error.field: error.message for error in invalid.errors}
    except Refused as refused:
        return None, {refused.field or "act": str(refused)}


def taken_files(request: HttpRequest, actor: Actor) -> tuple[UUID, ...]:
    """Store the files that came with the form. Raises Refused at the field `files` for one that cannot be taken."""
    uploads = request.FILES.getlist("files")
    if len(uploads) > MOST_FILES:
        raise Refused("too_many_files", _("Chỉ gửi tối đa %(n)s tệp.") % {"n": MOST_FILES}, field="files")
    kept = []
    for upload in uploads:
        stored = files.store(actor, upload.name or "tep", upload)
        if stored.state != "ok":
            raise Refused("file_refused", f"{stored.name}: {stored.reason}", field="files")
        kept.append(stored.id)
    return tuple(kept)


def agency_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The agencies of today for a choice, in groups by level."""
    titles = {"province": _("Cấp tỉnh"), "district": _("Cấp huyện"), "commune": _("Cấp xã")}
    found: dict[str, list[tuple[str, str]]] = {level: [] for level in titles}
    for place in agencies(today()):
        if place.kind in KINDS:
            found.setdefault(place.level, []).append((str(place.id), place.name))
    return [(titles.get(level, level), places) for level, places in found.items() if places]


def as_uuid(text: str | None) -> UUID | None:
    """A posted id; None for what is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def as_decimal(text: str) -> Decimal | None:
    """A typed number, "1.207,5" or "1207.5"; None for what is none."""
    typed = text.strip().replace(" ", "")[:30]
    if "," in typed:
        typed = typed.replace(".", "").replace(",", ".")
    try:
        found = Decimal(typed)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def as_int(text: str) -> int | None:
    """A typed whole number; None for what is none."""
    typed = text.strip()[:9]
    return int(typed) if typed.isascii() and typed.isdigit() else None


def pages(kept: Mapping[str, str], after: str, following: str) -> dict[str, str | None]:
    """Addresses of the first and the next page of a list with these filters."""
    said = {key: value for key, value in kept.items() if value}
    return {
        "first": f"?{urlencode(said)}" if after else None,
        "next": f"?{urlencode({**said, 'sau': following})}" if following else None,
    }
