"""Import a national catalogue file into dated versions: one transaction, one event, nothing opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.catalogue.actions import _writing as writing
from tinhso.government.catalogue.models import CatalogueEntry, CatalogueImport
from tinhso.government.catalogue.queries import choices
from tinhso.government.catalogue.reader import opened
from tinhso.government.catalogue.rules import plan as planning
from tinhso.government.catalogue.rules.gathering import Gathered, gather
from tinhso.government.catalogue.rules.stored import digest, to_json
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, Conflict, Forbidden, Refused
from tinhso.lib.text import clean

LOCK = 0x7451_0003  # any number, the same for every import


@dataclass(frozen=True)
class Imported:
    """What came of it. `again`: the file of the last import, word for word; nothing was written."""

    row: CatalogueImport
    again: bool


def import_file(
    actor: Actor, path: Path, *, on: date | None = None, part: bool = False, whole: bool = False
) -> Imported:
    """Read a file of JSON lines (plain or gzip) and keep what it says as known since `on` (default today).

    New codes become entries; a changed one closes its version the day before and opens a new one (the same
    day again: the version is corrected in place). Codes missing from a whole file are marked, never deleted;
    `part` says that the file is only a part, `whole` confirms one that lacks more than a fifth of what is
    held. What could not be read is told in the import's report; the rest is taken over.

    Raises Forbidden for anyone but the system's administrator, Refused for a file that is too large, broken
    or holds no record at all, Conflict for a day before the last import's, Busy while another one runs.
    """
    with opened(path) as lines:
        found = gather(lines)
    return _keep(actor, found, clean(path.name)[:200], lines.digest, on or today(), part=part, whole=whole)


@act("catalogue.imported")
def _keep(
    actor: Actor, found: Gathered, name: str, file_digest: str, on: date, *, part: bool, whole: bool
) -> Imported:
    if actor.kind != "system" and not actor.has("system_admin"):
        raise Forbidden(
            "not_system_admin", _("Chỉ người quản trị hệ thống được nhập danh mục thủ tục quốc gia.")
        )
    _alone()
    last = CatalogueImport.objects.first()
    _check(found, on, last)
    bodies = {code: to_json(each) for code, each in found.records.items()}
    digests = {code: digest(body) for code, body in bodies.items()}
    held = {
        code: planning.Held(have, vanished is not None)
        for code, have, vanished in CatalogueEntry.objects.filter(valid_to=None).values_list(
            "code", "digest", "vanished_on"
        )
    }
    absences = "part" if part else ("nameless" if found.nameless else "")
    made = planning.plan(held, digests, found.seen, whole=not absences)
    if not whole and planning.too_many_vanish(held, made):
        raise Conflict(
            "catalogue_too_many_vanish",
            _("Tệp thiếu %(count)s thủ tục đang có trong danh mục.") % {"count": len(made.vanished)},
            way_out=_("Nếu tệp chỉ là một phần, thêm --part; nếu là toàn bộ danh mục, thêm --whole."),
        )
    if made.empty and last is not None and last.digest == file_digest:
        return Imported(last, again=True)
    row = CatalogueImport.objects.create(
        file_name=name,
        digest=file_digest,
        day=on,
        absences=absences,
        made_by=actor.account_id,
        made_at=now(),
        **_counts(found, made),
    )
    writing.write(row, made, bodies, digests)
    writing.write_report(row, found.report)
    transaction.on_commit(choices.forget)
    facts = {"day": on, "file": file_digest, **_counts(found, made)}
    facts |= {"changed_codes": made.changed, "vanished_codes": made.vanished, "returned_codes": made.returned}
    record(actor, "catalogue.imported", Subject("catalogue_import", row.id), facts)
    return Imported(row, again=False)


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy(
                "catalogue_import_running",
                _("Một lần nhập danh mục khác đang chạy."),
                way_out=_("Chờ lần đó xong rồi nhập lại."),
            )


def _check(found: Gathered, on: date, last: CatalogueImport | None) -> None:
    if not found.records:
        raise Refused(
            "catalogue_nothing_read",
            _first_fault(found),
            way_out=_("Tệp phải là UTF-8, mỗi dòng một bản ghi JSON có ô code và name."),
        )
    if last is not None and on < last.day:
        raise Conflict(
            "catalogue_day_before_last",
            _("Lần nhập trước đã ghi ngày %(day)s.") % {"day": f"{last.day:%d/%m/%Y}"},
            way_out=_("Nhập với ngày đó hoặc ngày sau đó."),
        )
    if on > today() + timedelta(days=366):
        raise Refused("catalogue_day_too_late", _("Ngày nhập xa hơn một năm tới."))


def _first_fault(found: Gathered) -> str:
    if not found.report:
        return _("Tệp không có bản ghi nào.")
    first = found.report[0]
    told = {"line": first.line, "why": _(first.unread.sentence)}
    return _("Không đọc được bản ghi nào trong tệp; dòng %(line)s: %(why)s") % told


def _counts(found: Gathered, made: planning.Plan) -> dict[str, Any]:
    return {
        "records": len(found.records),
        "added": len(made.added),
        "changed": len(made.changed),
        "unchanged": made.unchanged,
        "returned": len(made.returned),
        "vanished": len(made.vanished),
        "left_out": found.left_out,
        "unread": len(found.report),
    }
