"""What lies in a scanner's folder comes into the store; nothing is lost on the way.

The order keeps every file: it is copied into the store, the batch is committed, and only then is it removed from
the folder. If the machine stops in between, the file's mark tells that it is in the store already.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tinhso.foundation.files import api as files
from tinhso.foundation.files.api import StoredFile
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.scanning.access import KIND, desk_of
from tinhso.government.scanning.actions._opening import Changed, NoFile, copy, opened, remove
from tinhso.government.scanning.actions._store import MACHINE, keep
from tinhso.government.scanning.actions._tiff import as_pdf, is_tiff
from tinhso.government.scanning.actions.begin import KINDS, put_files
from tinhso.government.scanning.machine.runner import MachineFailed
from tinhso.government.scanning.models import Batch, BatchFile, FolderRefusal, ScannerFolder
from tinhso.government.scanning.rules.folder import judge, shown_name
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, NotFound, Refused

REFUSED_FOLDER = "tu-choi"
MOST_AT_ONCE = 50


@dataclass
class Taken:
    """What became of a folder's files. `waiting`: still being written; `left`: for the next round."""

    batch: Batch | None = None
    files: int = 0
    refused: int = 0
    waiting: int = 0
    left: int = 0


@dataclass
class _Round:
    """One emptying of one folder."""

    folder: Path
    agency_id: UUID
    taken: Taken = field(default_factory=Taken)
    stored: list[tuple[StoredFile, str]] = field(default_factory=list)
    done: list[tuple[Path, os.stat_result]] = field(default_factory=list)


def folder_of(slug: str) -> Path:
    """The folder of an agency's scanner. A slug holds letters, digits and hyphens alone."""
    return Path(settings.SCAN_FOLDER) / slug


@act("scan.take_in")
def take_in(actor: Actor) -> Taken:
    """Empty the folder of the officer's own desk into one batch. Raises Forbidden."""
    desk = desk_of(actor)
    return _empty(actor, desk.id, desk.slug)


def take_in_all() -> int:
    """Empty the folders of all agencies that stand; how many files were taken."""
    root = Path(settings.SCAN_FOLDER)
    if not root.is_dir():
        return 0
    count = 0
    for entry in sorted(os.scandir(root), key=lambda one: one.name):
        if not entry.is_dir(follow_symlinks=False):
            continue
        try:
            agency = organisation.agency_by_slug(entry.name)
        except NotFound:
            continue
        if agency.valid_to is None or agency.valid_to >= today():
            count += _empty(MACHINE, agency.id, agency.slug).files
    return count


def _empty(actor: Actor, agency_id: UUID, slug: str) -> Taken:
    folder = folder_of(slug)
    folder.mkdir(parents=True, exist_ok=True, mode=0o770)
    this = _Round(folder, agency_id)
    with transaction.atomic():
        ScannerFolder.objects.get_or_create(agency_id=agency_id)
        row = ScannerFolder.objects.select_for_update().get(agency_id=agency_id)
        for entry in sorted(os.scandir(folder), key=lambda one: one.name):
            if not entry.is_dir(follow_symlinks=False):
                _look(this, entry)
        if this.stored:
            this.taken.batch = _batch(actor, this)
        row.taken_at = now()
        row.save(update_fields=["taken_at"])
        transaction.on_commit(lambda: _remove(this.done))
    return this.taken


def _look(this: _Round, entry: os.DirEntry[str]) -> None:
    """Take one file, leave it for later, or put it aside with the reason."""
    path = Path(entry.path)
    try:
        verdict = _verdict(entry.name, entry.stat(follow_symlinks=False))
        if verdict == "take":
            with opened(path) as (source, facts):
                # Judged once more by what was opened: since the look at its name it may be another one.
                verdict = _verdict(entry.name, facts)
                if verdict == "take":
                    verdict = _take(this, path, source, facts)
    except FileNotFoundError:
        return
    except NoFile:
        verdict = "link"
    except OSError:
        # The scanner's program holds it: the next round sees.
        verdict = "wait"
    if verdict == "wait":
        this.taken.waiting += 1
    elif verdict:
        _refuse(this, path, verdict)


def _verdict(name: str, facts: os.stat_result) -> str:
    regular, age = stat.S_ISREG(facts.st_mode), time.time() - facts.st_mtime
    return judge(name, regular=regular, size=facts.st_size, age=age)


def _take(this: _Round, path: Path, source: int, facts: os.stat_result) -> str:
    """Take the opened file; else `wait` or why it is refused. Empty: there is nothing more to do with it now."""
    mark = _mark(this, path.name, facts)
    if BatchFile.objects.filter(mark=mark).exists():
        this.done.append((path, facts))
        return ""
    if len(this.stored) >= MOST_AT_ONCE:
        this.taken.left += 1
        return ""
    if facts.st_size > files.max_size():
        return "files.too_big"
    try:
        stored = _stored(path, source, facts)
    except (Busy, Changed):
        # The store has no room at this moment, or it is still being written; the file stays where it is.
        return "wait"
    except Refused as refused:
        return refused.code
    except MachineFailed:
        return "unreadable"
    if stored.state != "ok" or stored.media_type not in KINDS:
        return stored.reason_code or "kind"
    this.stored.append((stored, mark))
    this.done.append((path, facts))
    this.taken.files += 1
    return ""


def _stored(path: Path, source: int, facts: os.stat_result) -> StoredFile:
    """The opened file as a stored one; a TIFF as a PDF."""
    name = shown_name(path.name)
    with tempfile.TemporaryDirectory(prefix="scan-") as folder:
        own = Path(folder) / "scan"
        copy(source, facts, own)
        if not is_tiff(path.name):
            return keep(own, name)
        return keep(as_pdf(own, Path(folder)), f"{Path(name).stem}.pdf")


def _mark(this: _Round, name: str, facts: os.stat_result) -> str:
    """What tells this file from every other one that ever lay in the folder."""
    words = f"{this.agency_id}|{facts.st_ino}|{facts.st_size}|{facts.st_mtime_ns}|".encode()
    return hashlib.sha256(words + os.fsencode(name)).hexdigest()


def _refuse(this: _Round, path: Path, reason: str) -> None:
    """Put the file aside under a name that nothing there has, and say why."""
    aside = this.folder / REFUSED_FOLDER
    aside.mkdir(exist_ok=True, mode=0o770)
    kept = aside / path.name
    number = 1
    while os.path.lexists(kept):
        number += 1
        kept = aside / f"{number}-{path.name[:200]}"
    path.rename(kept)
    FolderRefusal.objects.create(
        agency_id=this.agency_id,
        name=shown_name(path.name),
        reason=reason[:40],
        kept_as=shown_name(kept.name),
        at=now(),
    )
    this.taken.refused += 1


def _batch(actor: Actor, this: _Round) -> Batch:
    batch = Batch.objects.create(
        agency_id=this.agency_id,
        source=Batch.Source.FOLDER,
        made_at=now(),
        made_by_id=actor.account_id,
    )
    put_files(batch, this.stored)
    facts = {"desk": this.agency_id, "files": this.taken.files, "refused": this.taken.refused}
    record(actor, "scan.take_in", Subject(KIND, batch.pk), facts)
    return batch


def _remove(done: list[tuple[Path, os.stat_result]]) -> None:
    for path, facts in done:
        remove(path, facts)
