"""Rows of the rooms beside the spine that an attack by ids might aim at: one of each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.government.dossiers import world as w
from tinhso.foundation.worktime.api import now, today
from tinhso.government.catalogue.models import CatalogueImport, OpeningRun
from tinhso.government.portal.models import Outgoing, Package
from tinhso.government.queue.models import Counter, Ticket

TABLES: list[Any] = [CatalogueImport, OpeningRun, Counter, Ticket, Package, Outgoing]


def beside(here: w.World, dossier: Any, secret: str) -> dict[str, UUID]:
    """The id of each, by the word that stands for it in addresses; `secret` is in what only its office may read."""
    moment = now()
    counter = Counter.objects.create(agency=here.desk, number=1, valid_from=today())
    ticket = Ticket.objects.create(
        agency=here.desk, day=today(), serial=1, source="kiosk", taken_at=moment, secret_digest="0" * 64
    )
    package = Package.objects.create(
        portal_code="CONG-1",
        kind="dossier",
        digest="0" * 64,
        content={"summary": secret},
        state="quarantined",
        reason_code="procedure_unknown",
        holder_role="reception",
        holder_agency=here.desk,
        arrived_at=moment,
        deadline=moment + timedelta(hours=8),
    )
    outgoing = Outgoing.objects.create(
        dossier_id=dossier.pk,
        code=dossier.code,
        agency=here.committee,
        state="held",
        reason_code="summary_missing",
        reason_detail=secret,
        who="reception",
        changed_at=moment,
    )
    brought = CatalogueImport.objects.create(
        file_name="danh-muc.jsonl", digest="0" * 64, day=today(), made_at=moment
    )
    run = OpeningRun.objects.create(made_at=moment, codes=[w.CODE])
    return {
        "counter_id": counter.pk,
        "ticket_id": ticket.pk,
        "package_id": package.pk,
        "outgoing_id": outgoing.pk,
        "import_id": brought.pk,
        "run_id": run.pk,
    }
