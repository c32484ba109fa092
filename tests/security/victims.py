"""Rows of the rooms beside the spine that an attack by ids might aim at: one of each."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from tests.government.dossiers import world as w
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.models import Leave
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing.models import Batch as SigningBatch
from tinhso.foundation.signing.models import Certificate, SigningRequest, Turn
from tinhso.foundation.worktime.api import now, today
from tinhso.government.catalogue.models import CatalogueImport, OpeningRun
from tinhso.government.handover.models import PostalItem
from tinhso.government.indices.models import Campaign, CampaignAgency, Declared
from tinhso.government.payments.models import Closing, Difference, EReceipt, PaymentRequest, Series
from tinhso.government.payments.models import Transaction as Paid
from tinhso.government.portal.models import LostNumbers, Outgoing, Package
from tinhso.government.queue.models import Counter, KioskButton, Ticket
from tinhso.government.reports.models import Report as OfficialReport
from tinhso.government.scanning.models import Batch, Page, Paper
from tinhso.government.transfers.models import HandList, ListedDossier, ListedPaper, Receiver, Transfer

from tinhso.government.directives import models as steering  # isort: skip

TABLES: list[Any] = [
    steering.Document, steering.Target, steering.Task, steering.Turn, steering.Meeting, steering.Member, steering.Report,
    steering.Declaration, steering.DocumentLink, steering.Headship, steering.Delegation,
    CatalogueImport, OpeningRun, Counter, Ticket, Package, Outgoing, LostNumbers, Batch, Paper, HandList, Receiver, PostalItem,
    KioskButton, Leave, Difference, Certificate, SigningRequest, SigningBatch, Turn, Closing, EReceipt, PaymentRequest,
    Paid, OfficialReport,
]  # fmt: skip


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
        holder_agency=here.desk,
        held_at=moment,
        deadline=moment + timedelta(hours=8),
        changed_at=moment,
    )
    lost = LostNumbers.objects.create(
        first=1, last=2, noticed_at=moment, deadline=moment, asked_at=moment, asked_note=secret
    )
    brought = CatalogueImport.objects.create(
        file_name="danh-muc.jsonl", digest="0" * 64, day=today(), made_at=moment
    )
    run = OpeningRun.objects.create(made_at=moment, codes=[w.CODE])
    scan = scanned(here, dossier, secret)
    button = KioskButton.objects.create(
        agency=here.desk, label="Việc thử", field="thu", position=1, valid_from=today()
    )
    leave = Leave.objects.create(
        capacity_id=here.leader.capacity_id,
        account_id=here.leader.account_id,
        first_day=today(),
        last_day=today(),
        recorded_at=moment,
    )
    difference = Difference.objects.create(
        agency=here.desk, key=f"thu:{dossier.pk}", kind="paid_not_booked", day=today(), dossier_id=dossier.pk,
        code=dossier.code, detail=secret, found_at=moment, seen_at=moment,
    )  # fmt: skip
    asked = PaymentRequest.objects.create(
        dossier_id=dossier.pk, code=dossier.code, agency=here.desk, reference="TSNANNHAN", amount=8000, fee_amount=8000,
        made_at=moment, payer_name=secret,
    )  # fmt: skip
    paid = Paid.objects.create(
        request=asked, agency=here.desk, reference=f"NN{dossier.pk.hex}", amount=8000, lines=[], state="ok",
        made_at=moment, settled_at=moment,
    )  # fmt: skip
    series = Series.objects.create(
        agency=here.desk, kind="fee", form_no="NN", symbol="NN/26", last_no=1, valid_from=today()
    )
    receipt = EReceipt.objects.create(
        series=series, number=1, agency=here.desk, dossier_id=dossier.pk, code=dossier.code, amount=8000, items=[],
        payer_name=secret, sha256="0" * 64, issued_at=moment,
    )  # fmt: skip
    closing = Closing.objects.create(
        agency=here.desk, day=today(), expected=1, counted=0, reason=secret, totals={}, closed_at=moment,
        closed_by=here.cashier.account_id, signed_at=moment, signed_by=here.leader.account_id,
    )  # fmt: skip
    return {
        **steered(here, secret),
        "ident": difference.pk,
        "payment_id": paid.pk,
        "receipt_id": receipt.pk,
        "closing_id": closing.pk,
        "button_id": button.pk,
        "leave_id": leave.pk,
        "counter_id": counter.pk,
        "ticket_id": ticket.pk,
        "package_id": package.pk,
        "outgoing_id": outgoing.pk,
        "lost_id": lost.pk,
        "import_id": brought.pk,
        "run_id": run.pk,
        "batch_id": scan.batch_id,
        "paper_id": scan.pk,
        **on_the_way(here, dossier, secret),
        **waits_for_a_signature(here, dossier, secret, scan.file_id),
        **declared(here, secret),
    }


def declared(here: w.World, secret: str) -> dict[str, UUID]:
    """A campaign of the commune and what it declared: its note says the secret."""
    moment = now()
    part = {
        "code": "1.1",
        "name": "x",
        "main": "1",
        "main_name": "x",
        "points": "10",
        "kind": "points",
        "rule": "",
    }
    campaign = Campaign.objects.create(
        title=secret, set_key="x", set_title="x", set_from=today(), components=[part], period_first=today(),
        period_last=today(), opens_at=moment, declare_due=moment + timedelta(days=1),
        verify_due=moment + timedelta(days=2), appeal_days=5, legal_basis="x", coordinator=here.committee,
        verifier=here.desk, opened_by_id=here.leader.account_id, opened_on=moment,
    )  # fmt: skip
    member = CampaignAgency.objects.create(campaign=campaign, agency=here.committee)
    value = Declared.objects.create(
        member=member, component="1.1", verifier=here.desk, state="draft", inputs={"points": "5"}, note=secret
    )
    return {"campaign_id": campaign.pk, "value_id": value.pk}


def waits_for_a_signature(here: w.World, dossier: Any, secret: str, file_id: UUID) -> dict[str, UUID]:
    """A paper that the leader signs, the batch that holds it, and the leader's certificate; all say the secret."""
    moment, leader = now(), here.leader.account_id
    kept = Certificate.objects.create(
        account_id=leader, kind="smart", regime="state", subject=secret, issuer="CA", serial="1", fingerprint="0" * 64,
        der=b"0", valid_since=moment, valid_until=moment + timedelta(days=1), bound_since=today(), made_at=moment,
    )  # fmt: skip
    asked = SigningRequest.objects.create(
        subject_kind="dossier", subject_id=str(dossier.pk), what="leader", source_id=file_id, account_id=leader,
        title=secret, code=dossier.code, since=moment, rank=moment, state="started",
        place={"field": "ChuKy", "page": 0, "box": None},
    )  # fmt: skip
    batch = SigningBatch.objects.create(
        account_id=leader, certificate=kept, count=1, made_at=moment, touched_at=moment
    )
    Turn.objects.create(batch=batch, request=asked, position=0)
    return {"asked_id": asked.pk, "signing_batch_id": batch.pk, "certificate_id": kept.pk}


def steered(here: w.World, secret: str) -> dict[str, UUID]:
    """An internal document with a target and a task of this commune, a report of it and a meeting."""
    moment, later = now(), now() + timedelta(days=9)
    # Every officer reads internal documents and their targets; tasks, reports and meetings are for those concerned.
    document = steering.Document.objects.create(
        kind="KH", title="Kế hoạch nội bộ", placed_on=today(), entered_at=moment, public=False
    )
    target = steering.Target.objects.create(document=document, name="Chỉ tiêu nội bộ", created_at=moment)
    task = steering.Task.objects.create(
        document=document, title=secret, product=secret, lead=here.committee, state="assigned",
        assigned_at=moment, due_at=later, answer_by=later, next_due=later,
    )  # fmt: skip
    report = steering.Report.objects.create(
        agency=here.committee, quarter="2026-Q4", made_at=moment,
        content={"tasks": [], "targets": [], "silent": [secret], "inherited": []},
    )  # fmt: skip
    kept = OfficialReport.objects.create(
        agency=here.committee, form="06a", period="2026-Q3", version=1, made_at=moment,
        made_by_id=here.clerk.account_id, note=secret,
        content={"counts": "dossiers", "lines": [], "total": [0] * 11, "stopped": 0},
    )  # fmt: skip
    meeting = steering.Meeting.objects.create(
        title=secret, begins_at=later, place="Phòng 1", agenda=secret, called_at=moment
    )
    return {
        "document_id": document.pk,
        "target_id": target.pk,
        "task_id": task.pk,
        "report_id": report.pk,
        "kept_report_id": kept.pk,
        "meeting_id": meeting.pk,
    }


def on_the_way(here: w.World, dossier: Any, secret: str) -> dict[str, UUID]:
    """A hand-over list with a paper of the dossier, and a label with an address; both say the secret."""
    moment, clerk = now(), here.reception.account_id
    receiver = Receiver.objects.create(
        unit_code=here.unit.code, desk=here.desk, valid_from=today(), made_at=moment
    )
    passed = Transfer.objects.create(
        dossier_id=dossier.pk, from_desk=here.desk, to_desk=here.committee, received_at=moment
    )
    made = HandList.objects.create(
        from_desk=here.desk,
        to_desk=here.committee,
        way="out",
        year=2026,
        serial=1,
        made_at=moment,
        made_by=clerk,
    )
    line = ListedDossier.objects.create(hand_list=made, transfer=passed)
    ListedPaper.objects.create(line=line, name=secret)
    item = PostalItem.objects.create(
        dossier_id=dossier.pk, code=dossier.code, desk=here.desk, name=secret, address=secret, made_at=moment,
        due_at=moment,
    )  # fmt: skip
    return {"receiver_id": receiver.pk, "list_id": made.pk, "item_id": item.pk}


def scanned(here: w.World, dossier: Any, secret: str) -> Paper:
    """A scanned paper of the dossier that waits for its desk; its words and its picture are the secret."""
    batch = Batch.objects.create(agency=here.desk, source="folder", state="ready", made_at=now())
    stored = files.store(here.reception, "quet.txt", BytesIO("Nội dung bí mật của bản quét".encode()))
    files.attach(stored.id, Subject("scan", batch.pk))
    source = batch.files.create(ordinal=0, file_id=stored.id)
    paper = Paper.objects.create(
        batch=batch, ordinal=1, file_id=stored.id, target_code=dossier.code, text=secret, text_state="done"
    )
    Page.objects.create(
        batch=batch, ordinal=1, source=source, number=1, kind="paper", paper=paper, image_id=stored.id
    )
    return paper
