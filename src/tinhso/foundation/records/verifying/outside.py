"""The seals in the database against those kept outside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from tinhso.foundation.records import outside
from tinhso.foundation.records.keys import signed_by
from tinhso.foundation.records.models import Seal
from tinhso.foundation.records.rules.canonical import canonical
from tinhso.foundation.records.verifying.report import Fault

_PATIENCE = 10


def read_outside(stream: str) -> dict[int, str]:
    """Number → hash of the seals outside whose signature holds. Read it before the database."""
    return {line["number"]: line["hash"] for line in outside.lines(stream) if _signed(line)}


def _signed(line: dict[str, Any]) -> bool:
    try:
        signature = bytes.fromhex(line["signature"])
        content = {key: value for key, value in line.items() if key not in ("hash", "signature")}
        return signed_by(str(line["key_id"]), signature, canonical(content))
    except (KeyError, ValueError, TypeError):
        return False


def compare_outside(stream: str, before: dict[int, str]) -> Iterator[Fault]:
    """Seals that are missing on one side, or differ. A seal is written outside just after its commit,
    so one that is missing there is looked for again for a second."""
    inside = dict(Seal.objects.filter(stream=stream).values_list("number", "hash"))
    for number in sorted(before.keys() - inside.keys()):
        yield Fault("seal_missing", stream, seal=number)
    known = before
    for _ in range(_PATIENCE):
        if not inside.keys() - known.keys():
            break
        time.sleep(0.1)
        known = read_outside(stream)
    for number, digest in sorted(inside.items()):
        if number not in known:
            yield Fault("seal_missing_outside", stream, seal=number)
        elif known[number] != bytes(digest).hex():
            yield Fault("seal_differs_outside", stream, seal=number)
