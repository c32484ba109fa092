"""The check of a result's layout that lies in a procedure's package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tinhso.foundation.papers import manifest
from tinhso.foundation.papers.checking import info_of, order_of, sheet_faults, source_faults
from tinhso.foundation.papers.folder import ROOT, export_part, typst_files
from tinhso.foundation.papers.queries import GENERIC, OWN
from tinhso.foundation.papers.rules.choosing import in_force
from tinhso.foundation.province.api import Fault, Folder


def package_faults(
    folder: Folder, path: str, text: str, fields: Mapping[str, str], on: date
) -> Iterator[Fault]:
    """Faults of the template at `path` (in the folder) with `fields`, beside the set's own library.

    It is typeset as the generic result paper of the day would be, with these fields in place of its own.
    """
    where = path.rpartition("/")[0] + "/"
    name = path.rpartition("/")[2]
    barred = list(source_faults({name: text}, where))
    yield from barred
    entries, _faults = manifest.read(folder)
    entry = in_force([one for one in entries if one.key == GENERIC], on) or next(
        (one for one in entries if one.key == GENERIC), None
    )
    if entry is None or barred:
        return
    sample = manifest.sample_of(folder, entry)
    if isinstance(sample, Fault):
        return
    whole: dict[str, Any] = {**sample, "fields": {**sample.get("fields", {}), **fields}}
    info = info_of(entry, sample)
    files = {**typst_files(folder), OWN: text}
    for fault in sheet_faults(info, files, OWN, order_of(info, whole, on), where, hold=False):
        inside = fault.file.removeprefix(where)
        yield replace(fault, file=path if inside == OWN else f"{ROOT}{inside}")


def library() -> dict[str, bytes]:
    """The set in use as files of a province folder, for a draft that stands beside it; needs the database."""
    return {name: data.encode() if isinstance(data, str) else data for name, data in export_part().items()}
