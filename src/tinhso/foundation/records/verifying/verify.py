"""Reading the whole log again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction

from tinhso.foundation.records.actions.append import MODELS
from tinhso.foundation.records.verifying.chains import check_chains
from tinhso.foundation.records.verifying.outside import compare_outside, read_outside
from tinhso.foundation.records.verifying.report import Fault, Report
from tinhso.foundation.records.verifying.seals import SealFaults, check_seals


def verify() -> Report:
    """Recompute every chain and seal of both streams and name each fault once.

    Finds an entry that was edited, deleted, inserted or moved, a broken or missing seal, and a seal that
    differs from the one kept outside the database. Reads one snapshot; writers are not held up.
    """
    report = Report()
    kept_outside = {stream: read_outside(stream) for stream in MODELS}
    with _snapshot():
        for stream in MODELS:
            chain_faults = _chains(stream, report)
            sealed = check_seals(stream)
            report.seals += sealed.seals
            report.faults += _merged(stream, chain_faults, sealed)
            named = {
                fault.seal
                for fault in report.faults
                if fault.kind == "seal_missing" and fault.stream == stream
            }
            report.faults += [
                fault
                for fault in compare_outside(stream, kept_outside[stream])
                if not (fault.kind == "seal_missing" and fault.seal in named)
            ]
    return report


@contextmanager
def _snapshot() -> Iterator[None]:
    """One view of the database, unless the caller's transaction already stands."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _chains(stream: str, report: Report) -> list[tuple[Fault, bytes]]:
    """The faults of all chains, each with the hash of a deleted entry where it survived."""
    found = []
    for entries, subject, faults in check_chains(stream):
        report.events += entries
        found += [(Fault(f.kind, stream, subject, f.sequence, f.id), f.hash) for f in faults]
    return found


def _merged(stream: str, chains: list[tuple[Fault, bytes]], sealed: SealFaults) -> list[Fault]:
    """Chains and seals often see the same fault from two sides; it is named once."""
    by_entry: set[UUID | None] = {fault.entry for fault, _ in chains if fault.entry}
    missing = {digest: (ident, number) for ident, digest, number in sealed.deleted}
    # A seal knows that an entry was not there; its chain may only see that it does not fit.
    inserted = dict(sealed.inserted)
    merged = []
    for fault, digest in chains:
        if fault.kind == "deleted" and digest in missing:
            ident, number = missing.pop(digest)
            merged.append(replace(fault, entry=ident, seal=number))
        elif fault.entry in inserted:
            merged.append(replace(fault, kind="inserted", seal=inserted[fault.entry]))
        else:
            merged.append(fault)
    merged += [Fault("deleted", stream, entry=i, seal=n) for i, n in missing.values() if i not in by_entry]
    merged += [Fault("edited", stream, entry=i, seal=n) for i, n in sealed.edited if i not in by_entry]
    merged += [Fault("inserted", stream, entry=i, seal=n) for i, n in sealed.inserted if i not in by_entry]
    return merged + sealed.broken
