"""Reads of the design room: drafts, their files, what is wrong with them, how they run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tinhso.foundation.worktime.api import today
from tinhso.government.design.models import DraftSave, VersionDraft
from tinhso.government.design.rules.heading import day_of
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.api import Found, PackageDraft, VersionInfo
from tinhso.lib.comparison import compare
from tinhso.lib.cut import Cut
from tinhso.lib.errors import Refused
from tinhso.lib.keyset import newest_first

FEES = "fees.dmn"


@dataclass(frozen=True)
class News:
    """`against`: the version in force; `moved`: the draft began from another one, published since or to come."""

    against: VersionInfo
    changes: list[dict[str, Any]]
    moved: bool


def drafts(state: str = VersionDraft.State.OPEN) -> QuerySet[VersionDraft]:
    """The drafts of a state, the one saved last first."""
    return VersionDraft.objects.filter(state=state)


def drafts_page(state: str, after: str = "", limit: int = 50) -> Cut[VersionDraft]:
    """One page of them; `after`: id of the last page's last row."""
    return newest_first(drafts(state), "saved_at", after, limit)


def saves(draft: VersionDraft, after: str = "", limit: int = 50) -> Cut[DraftSave]:
    """One page of a draft's saves without their files, the newest first; `after`: id of the last page's last."""
    return newest_first(DraftSave.objects.filter(draft=draft).defer("files"), "number", after, limit)


def package(draft: VersionDraft, files: Mapping[str, str]) -> PackageDraft:
    """The files as the procedures room takes them."""
    return PackageDraft(draft.code, draft.slug, draft.field_key, draft.field_name, dict(files))


def day(files: Mapping[str, str]) -> date:
    """The day to check the files with: the one they name, else today."""
    return day_of(files.get("procedure.toml", "")) or today()


def faults(draft: VersionDraft, files: Mapping[str, str]) -> list[Found]:
    """What keeps the draft from being published."""
    return procedures.draft_faults(package(draft, files), day(files))


def news(draft: VersionDraft, files: Mapping[str, str]) -> News | None:
    """What publishing would change; None while the files cannot be read."""
    held = procedures.versions_of(draft.code)
    now = next((one for one in held if one.valid_from <= today()), None)
    against = now or next(one for one in held if one.id == draft.base_id)
    try:
        found = procedures.differences_of_draft(against.id, package(draft, files), day(files))
    except Refused:
        return None
    return News(
        against,
        [
            {
                "name": each.name,
                "was_silent": not each.before,
                "is_silent": not each.after,
                "lines": compare(each.before, each.after),
            }
            for each in found
        ],
        moved=against.id != draft.base_id,
    )


def ignored(files: Mapping[str, str]) -> list[Found]:
    """What its drawings and tables say and nobody executes."""
    return list(procedures.remarks_of(files))


def changed(draft: VersionDraft, files: Mapping[str, str]) -> dict[str, str]:
    """File → added, changed, removed, against the version that the draft began from."""
    base = procedures.files_of(draft.base_id)
    found = {
        name: "added" if name not in base else "changed" for name in files if files[name] != base.get(name)
    }
    return {**found, **{name: "removed" for name in base if name not in files}}


def decisions(files: Mapping[str, str]) -> dict[str, bytes]:
    """The tables that the process may use."""
    return {
        name: text.encode()
        for name, text in files.items()
        if name.endswith(".dmn") and "/" not in name and name != FEES
    }


def agency_keys(text: str) -> list[str]:
    """The keys of the agencies that a procedure.toml names; `competent` is always known."""
    try:
        rows = tomllib.loads(text).get("authority", [])
    except tomllib.TOMLDecodeError:
        rows = []
    named = [str(row.get("key", "competent")) for row in rows if isinstance(row, dict)]
    return list(dict.fromkeys(["competent", *named]))
