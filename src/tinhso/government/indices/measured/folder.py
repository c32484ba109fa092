"""Measured sets' part of a province folder: `indices/<set>.toml`, one file for each dated version."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.folder import agencies_of
from tinhso.foundation.province.api import Fault, Folder, did_you_mean, toml_or_fault
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.rules import commune_map
from tinhso.government.indices.rules.measured_set import faults
from tinhso.lib.actor import Actor

NAME = "bộ chỉ số tự đo"
FILES = "indices/*.toml"
MAP = "indices/communes-map.csv"
OWNS = (FILES, MAP)
READS = ("agencies.toml", "units/*.csv")


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of every set: sums, rules, references, days; every measure it names exists. No database."""
    spans: list[tuple[str, object, object, str]] = []
    yield from _map(folder)
    slugs = {one.slug for one in agencies_of(folder)}
    for name in folder.matching(FILES):
        read = toml_or_fault(folder, name)
        if isinstance(read, Fault):
            yield read
            continue
        found = [*faults(read.data, MEASURES), *_owners(read.data, slugs)]
        for at, message, way_out in found:
            yield Fault(name, read.line("component", at) if at >= 0 else 1, message, way_out)
        if found:
            continue
        head = read.data["set"]
        first, last = head["valid_from"], head.get("valid_to")
        for key, other_first, other_last, other in spans:
            apart = (last is not None and last < other_first) or (
                other_last is not None and other_last < first
            )
            if key == head["key"] and not apart:
                yield Fault(name, read.line("set", "valid_from"), _("Trùng thời gian với %s.") % other,
                            _("Đặt valid_to cho bộ trước."))  # fmt: skip
        spans.append((head["key"], first, last, name))


def _map(folder: Folder) -> Iterator[Fault]:
    words = {
        "path": (_("Hình không phải đường khép kín của số nguyên."), _("Viết như M1 1l2 0 0 2z.")),
        "place": (_("Chỗ đặt số x, y phải là số nguyên."), _("Viết như 120.")),
        "code": (_("Mã đơn vị hoặc ngày sai, hoặc lặp lại."), _("Mã năm chữ số, ngày như 2025-07-01.")),
    }
    for name in folder.matching(MAP):
        rows = folder.rows(name)
        for at, kind in commune_map.faults([row.values for row in rows]):
            yield Fault(name, rows[at].line, *words[kind])


def _owners(content: Mapping[str, Any], slugs: Collection[str]) -> Iterator[tuple[int, str, str]]:
    for one in (content.get("set", {}), *content.get("group", [])):
        owner = one.get("owner", "")
        # A folder without agencies is a part of one: nothing to compare with.
        if owner and slugs and owner not in slugs:
            yield -1, _("Không có cơ quan “%s”.") % owner, did_you_mean(owner, slugs)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the versions in; idempotent."""
    from tinhso.government.indices.measured.carry import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """Each version as the file it came from."""
    from tinhso.government.indices.measured.carry import export

    return dict(export())
