"""The sets' part of a province folder: `indices/sets/<name>.toml`, one file for each dated version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.folder import agencies_of
from tinhso.foundation.province.api import Fault, Folder, did_you_mean, toml_or_fault
from tinhso.government.indices.measures.catalogue import SHARES
from tinhso.government.indices.rules.sets import AUDIENCES, component_faults, structure_faults
from tinhso.lib.actor import Actor

NAME = "bộ chỉ số"
FILES = "indices/sets/*.toml"
OWNS = (FILES,)
READS = ("agencies.toml", "units/*.csv")
_SET = ("key", "title", "audience", "decision", "valid_from", "source", "trust")


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of every set: what is missing, sums that do not hold, rules that cannot be read. No database."""
    slugs = [one.slug for one in agencies_of(folder)]
    seen: dict[tuple[str, date], str] = {}
    for name in folder.matching(FILES):
        read = toml_or_fault(folder, name)
        if isinstance(read, Fault):
            yield read
            continue
        broken = list(_head(name, read.data))
        yield from broken
        if broken:
            continue
        key = (read.data["set"]["key"], read.data["set"]["valid_from"])
        if key in seen:
            yield Fault(name, 1, _("Cùng bộ và ngày với %s.") % seen[key], _("Mỗi phiên bản một ngày."))
        seen[key] = name
        rows = rows_of(read.data)
        found = list(structure_faults(read.data))
        if rows and not found:
            found = component_faults(read.data, rows, slugs, SHARES)
        for fault in found:
            line = read.line("component", fault.row - 1) if fault.row and rows else 1
            yield Fault(name, line, f"{fault.column}: {fault.message}", fault.way_out)


def rows_of(content: dict[str, Any]) -> list[dict[str, str]]:
    """The components of a file as rows of text."""
    return [{key: str(value) for key, value in one.items()} for one in content.get("component", [])]


def _head(name: str, data: dict[str, Any]) -> Iterator[Fault]:
    head = data.get("set", {})
    for key in _SET:
        if not head.get(key):
            yield Fault(name, 1, _("[set] thiếu “%s”.") % key, _("Thêm dòng này."))
    if head.get("audience") and head["audience"] not in AUDIENCES:
        yield Fault(
            name,
            1,
            _("Không có đối tượng “%s”.") % head["audience"],
            did_you_mean(head["audience"], AUDIENCES),
        )
    if head.get("valid_from") and not isinstance(head["valid_from"], date):
        yield Fault(name, 1, _("valid_from không phải ngày."), _("Viết như 2022-05-20, không có dấu nháy."))
    for part, needed in (("group", ("key", "name")), ("main", ("code", "name"))):
        for at, one in enumerate(data.get(part, []), 1):
            for key in needed:
                if not one.get(key):
                    facts = {"part": part, "n": at, "key": key}
                    yield Fault(
                        name, 1, _("[[%(part)s]] thứ %(n)s thiếu “%(key)s”.") % facts, _("Thêm dòng này.")
                    )


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the versions in; idempotent. What an operator loaded on screen for the same day stays."""
    from tinhso.government.indices.actions.carry_sets import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """Each version as a file, those loaded on screen too."""
    from tinhso.government.indices.actions.carry_sets import export

    return dict(export())
