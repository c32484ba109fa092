"""Measured sets' part of a province folder: `indices/<set>.toml`, one file for each dated version."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tinhso.foundation.province.api import Fault, Folder, toml_or_fault
from tinhso.government.indices.measures.catalogue import MEASURES
from tinhso.government.indices.rules.measured_set import faults
from tinhso.lib.actor import Actor

NAME = "bộ chỉ số tự đo"
FILES = "indices/*.toml"
OWNS = (FILES,)


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of every set: sums, rules, references, days; every measure it names exists. No database."""
    spans: list[tuple[str, object, object, str]] = []
    for name in folder.matching(FILES):
        read = toml_or_fault(folder, name)
        if isinstance(read, Fault):
            yield read
            continue
        found = list(faults(read.data, MEASURES))
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


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the versions in; idempotent."""
    from tinhso.government.indices.measured.carry import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """Each version as the file it came from."""
    from tinhso.government.indices.measured.carry import export

    return dict(export())
