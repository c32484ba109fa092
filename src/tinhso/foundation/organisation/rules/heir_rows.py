"""Heirs declared on screen, written into the rows of units/*.csv. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

BASIS = "successors_basis"
# (code, first day as the file writes it)
RowKey = tuple[str, str]


@dataclass(frozen=True)
class Heirs:
    """Who took a unit over, in their order, and the decision that says so."""

    codes: tuple[str, ...]
    basis: str


def rewritten(text: str, declared: Mapping[RowKey, Heirs]) -> str | None:
    """The file with the declared heirs in it; None when it says them already, or has none of these units.

    A declared row no longer counts its successors among what is unverified.
    """
    reader = csv.DictReader(io.StringIO(text))
    columns, rows = list(reader.fieldnames or ()), list(reader)
    changed = False
    for row in rows:
        heirs = declared.get((row["code"], row["valid_from"]))
        told = (" ".join(heirs.codes), heirs.basis) if heirs else None
        if told is None or told == (row["successors"], row.get(BASIS) or ""):
            continue
        changed = True
        row["successors"], row[BASIS] = told
        if "unverified" in row:
            row["unverified"] = " ".join(w for w in (row["unverified"] or "").split() if w != "successors")
    if not changed:
        return None
    if BASIS not in columns:
        columns.append(BASIS)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
