"""Something to see on pages of the national catalogue, of the connection with the national portal, of scans, of steering, reports."""

from __future__ import annotations

import io
import json
from pathlib import Path

from django.urls import reverse

from tests.government.catalogue.conftest import sound
from tests.government.scanning import drawing
from tinhso.foundation.files import api as files
from tinhso.foundation.identity.models import Capacity
from tinhso.foundation.worktime.api import now, today
from tinhso.government.catalogue.actions.import_file import import_file
from tinhso.government.directives.models import Document
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal.actions.take_in import receive
from tinhso.government.portal.models import Outgoing
from tinhso.government.procedures import api as procedures
from tinhso.government.reports.actions.make import make as make_report
from tinhso.government.scanning.models import Batch, FolderRefusal, Page, Paper
from tinhso.lib import periods
from tinhso.lib.actor import Actor

SYSTEM = Actor.system("test")


def catalogue(folder: Path) -> tuple[str, ...]:
    """Two imports, the second with a changed title and a line that cannot be read; the pages a list may hide."""
    first, second = folder / "danh-muc.jsonl", folder / "danh-muc-sau.jsonl"
    rows = sound()
    first.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    rows[0] = {**rows[0], "name": f"{rows[0]['name']} (sửa)"}
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    second.write_text("\n".join([*lines, '{"code": ']), "utf-8")
    import_file(SYSTEM, first, on=today())
    import_file(SYSTEM, second, on=today())
    histories = (procedures.versions_of(each.code) for each in procedures.procedures(today()))
    newest = next(rows[0] for rows in histories if len(rows) > 1)
    told = reverse("catalogue:version_change", args=[newest.code])
    return (reverse("catalogue:entries"), f"{told}?tu={newest.valid_from.isoformat()}")


def portal() -> tuple[str, ...]:
    """A package that cannot be read, and a dossier that the portal cannot be told of truthfully."""
    package = {
        "portal_code": "G22.MP-TEST-000001",
        "sequence": 1,
        "kind": "filing",
        "filing": {"procedure_code": "0.000000", "unit_code": "", "filed_at": now().isoformat(), "form": {}},
    }
    receive(package)
    dossier = Dossier.objects.order_by("-filed_at")[0]
    Outgoing.objects.filter(dossier_id=dossier.pk).delete()
    Outgoing.objects.create(
        dossier_id=dossier.pk, code=dossier.code, agency_id=dossier.competent_id, state="held",
        reason_code="owner_without_number", who="reception", changed_at=now(),
        held_at=now(), deadline=now(), holder_agency_id=dossier.received_at_id,
    )  # fmt: skip
    home = reverse("portal:home")
    return (home, f"{home}?ds=held")


def scanning() -> tuple[str, ...]:
    """Two scanned papers of the shown desk, one that waits for a word and one that has it; a refused file."""
    seat = Capacity.objects.get(account__login="tiepnhan")
    clerk = Actor("officer", seat.account_id, seat.pk, seat.agency_id, frozenset(seat.roles))
    dossier = next(
        one for one in Dossier.objects.filter(received_at_id=seat.agency_id) if one.state in (1, 4, 5)
    )
    batch = Batch.objects.create(
        agency_id=seat.agency_id, source="upload", state="ready", made_at=now(), made_by_id=seat.account_id
    )
    content = drawing.pdf([drawing.page(["Giấy tờ mẫu"]), drawing.blank()])
    scan = files.store(clerk, "quét tại quầy.pdf", content)
    picture = io.BytesIO()
    drawing.page(["Giấy tờ mẫu"]).save(picture, "JPEG")
    picture.seek(0)
    image = files.store(clerk, "trang-1.jpg", picture)
    source = batch.files.create(ordinal=0, file_id=scan.id)
    papers = [
        Paper.objects.create(batch=batch, ordinal=number, file_id=scan.id, target_code=dossier.code, **more)
        for number, more in (
            (1, {"text_state": "done", "text": "Giấy tờ mẫu"}),
            (2, {"state": "rescan", "note": "Ảnh mờ", "checked_by_id": seat.account_id, "checked_at": now()}),
        )
    ]
    for place, kind, paper in ((0, "paper", papers[0]), (1, "blank", None), (2, "paper", papers[1])):
        Page.objects.create(
            batch=batch, ordinal=place, source=source, number=place + 1, kind=kind, paper=paper, angle=2,
            image_id=image.id if paper else None,
        )  # fmt: skip
    FolderRefusal.objects.create(
        agency_id=seat.agency_id, name="thư.exe", reason="kind", kept_as="thư.exe", at=now()
    )
    sheets = reverse("scanning:sheets")
    return (reverse("scanning:paper", args=[papers[1].pk]), f"{sheets}?hs={dossier.code}")


def steering() -> tuple[str, ...]:
    """Where the committee's office begins: what was given, and a document it may give more by."""
    document = Document.objects.order_by("-placed_on", "pk")[0]
    return (*(reverse(f"directives:{name}") for name in ("tasks", "documents", "meetings")),
            *(reverse(f"directives:{name}", args=[document.pk]) for name in ("document", "give", "new_target")))  # fmt: skip


def reporting() -> tuple[str, ...]:
    """A report of the shown commune with a figure that opens."""
    seat = Capacity.objects.get(account__login="lanhdao")
    leader = Actor("officer", seat.account_id, seat.pk, seat.agency_id, frozenset(seat.roles))
    row = make_report(leader, seat.agency_id, "06a", periods.at("year", today()).key)
    page = reverse("reports:report", args=[row.pk])
    return (reverse("reports:home"), page, f"{page}ho-so/?cot=received")
