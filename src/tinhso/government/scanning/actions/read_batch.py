"""The machine's reading of a batch, kept as pages and papers."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from tinhso.foundation.files import api as files
from tinhso.foundation.records.api import Subject, record
from tinhso.foundation.worktime.api import now
from tinhso.government.scanning.access import KIND
from tinhso.government.scanning.actions._jobs import queue_text
from tinhso.government.scanning.actions._store import MACHINE, keep
from tinhso.government.scanning.machine.runner import MachineFailed, ask
from tinhso.government.scanning.models import Batch, BatchFile, Page, Paper
from tinhso.government.scanning.rules.splitting import PAPER

SECONDS, SECONDS_EACH_MEGABYTE = 120.0, 20.0
LONGEST = 1800.0


def sheet_secret() -> bytes:
    """The secret of this site's separator sheets."""
    return salted_hmac("scanning.separator", "", secret=settings.SECRET_KEY, algorithm="sha256").digest()


def read_batch(batch_id: UUID) -> int:
    """Part the batch into papers; how many. A batch that was read already stays as it is.

    What cannot be read fails with its reason; the files stay and it can be tried again.
    """
    batch = Batch.objects.filter(pk=batch_id, state=Batch.State.READING).first()
    if batch is None:
        return 0
    sources = list(batch.files.select_related("file"))
    with tempfile.TemporaryDirectory(prefix="scan-") as folder:
        try:
            said = ask(_task(sources, folder), _seconds(sources))
        except MachineFailed as failed:
            return _fail(batch_id, str(failed))
        if not said.get("papers"):
            return _fail(batch_id, said.get("fault", "nothing"))
        with transaction.atomic():
            locked = Batch.objects.select_for_update().get(pk=batch_id)
            if locked.state != Batch.State.READING:
                return 0
            return _write(locked, sources, said, Path(folder))


def _task(sources: list[BatchFile], folder: str) -> dict[str, Any]:
    listed = []
    for source in sources:
        with files.open_file(source.file.id) as content:
            listed.append({"path": content.name, "media_type": source.file.media_type})
    return {"verb": "split", "files": listed, "out": folder, "secret": sheet_secret().hex()}


def _seconds(sources: list[BatchFile]) -> float:
    megabytes: float = sum(source.file.size for source in sources) / 1_000_000
    return min(SECONDS + SECONDS_EACH_MEGABYTE * megabytes, LONGEST)


def _write(batch: Batch, sources: list[BatchFile], said: dict[str, Any], folder: Path) -> int:
    """Pages and papers in one transaction, and a job for each paper's words."""
    owners: dict[int, Paper] = {}
    for ordinal, piece in enumerate(said["papers"], 1):
        paper = Paper.objects.create(
            batch=batch,
            ordinal=ordinal,
            file_id=_kept(batch, folder / piece["pdf"], f"giay-to-{ordinal}.pdf"),
            target_code=piece["code"] or batch.dossier_code,
            target_key=piece["key"],
        )
        owners.update(dict.fromkeys(piece["pages"], paper))
        queue_text(paper.pk)
    for place, page in enumerate(said["pages"]):
        Page.objects.create(
            batch=batch,
            ordinal=place,
            source=sources[page["file"]],
            number=page["number"],
            kind=page["kind"],
            angle=Decimal(str(page["angle"])),
            paper=owners.get(place),
            image_id=_kept(batch, folder / page["image"], f"trang-{place + 1}.jpg")
            if page["image"]
            else None,
        )
    batch.state, batch.read_at = Batch.State.READY, now()
    batch.save(update_fields=["state", "read_at"])
    kinds = [page["kind"] for page in said["pages"]]
    facts = {"papers": len(said["papers"]), "pages": len(kinds), "left_out": len(kinds) - kinds.count(PAPER)}
    record(MACHINE, "scan.read", Subject(KIND, batch.pk), facts)
    return len(said["papers"])


def _kept(batch: Batch, path: Path, name: str) -> UUID:
    stored = keep(path, name)
    files.attach(stored.id, Subject(KIND, batch.pk))
    return stored.id


def _fail(batch_id: UUID, fault: str) -> int:
    with transaction.atomic():
        batch = Batch.objects.select_for_update().get(pk=batch_id)
        if batch.state == Batch.State.READING:
            batch.state, batch.fault, batch.read_at = Batch.State.FAILED, fault[:20], now()
            batch.save(update_fields=["state", "fault", "read_at"])
            record(MACHINE, "scan.fail", Subject(KIND, batch.pk), {"fault": fault})
    return 0
