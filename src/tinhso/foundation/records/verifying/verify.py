"""Reading the whole log again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction

from tinhso.foundation.records.actions.append import MODELS
from tinhso.foundation.records.verifying.outside import compare_outside, read_outside
from tinhso.foundation.records.verifying.report import Fault, Report
from tinhso.foundation.records.verifying.seals import SealFaults, check_seals
from tinhso.foundation.records.verifying.sharing import RUN, Chains, chains


def verify(*, processes: int | None = None, run: int = RUN) -> Report:
    """Recompute every chain and seal of both streams and name each fault once.

    Finds an entry that was edited, deleted, inserted or moved, a broken or missing seal, and a seal that
    differs from the one kept outside the database. Reads one snapshot; writers are not held up. A long log is read by
    several processes (`processes`; None: one for each processor), each taking runs of `run` objects.
    """
    report = Report()
    kept_outside = {stream: read_outside(stream) for stream in MODELS}
    with _snapshot() as alone, chains(list(MODELS), processes=processes if alone else 1, run=run) as reading:
        # The seals are compared here while the chains are read elsewhere.
        sealed = {stream: check_seals(stream) for stream in MODELS}
        for stream in MODELS:
            report.seals += sealed[stream].seals
            report.faults += _merged(stream, _chains(stream, reading, report), sealed[stream])
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
def _snapshot() -> Iterator[bool]:
    """One view of the database, which others may share: True; False where the caller's transaction already stands."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield not nested


def _chains(stream: str, reading: Chains, report: Report) -> list[tuple[Fault, bytes]]:
    """The faults of all chains, each with the hash of a deleted entry where it survived."""
    entries, faulty = reading.found(stream)
    report.events += entries
    return [
        (Fault(f.kind, stream, subject, f.sequence, f.id), f.hash)
        for subject, faults in faulty
        for f in faults
    ]


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
