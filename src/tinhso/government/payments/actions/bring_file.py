"""Bringing in a file of the platform or a bank: each row once, whatever is sent again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.government.payments.access import CASHIER, check_books
from tinhso.government.payments.contrib.statements import Credit, UnreadableFile, camt, table
from tinhso.government.payments.models import StatementFile, StatementLine
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused
from tinhso.lib.text import clean

READERS: Mapping[str, Callable[[bytes], list[Credit]]] = {"platform": table.platform, "bank": table.bank}


@act("payment.bring_file")
def bring_file(actor: Actor, agency_id: UUID, kind: str, name: str, content: bytes) -> StatementFile:
    """Keep the rows of a file; the same content again answers with the first. `kind`: platform or bank.

    A bank's file is CSV or camt.053. Raises Refused with the row that cannot be read; nothing is kept then.
    """
    check_books(actor, agency_id, *CASHIER)
    digest = hashlib.sha256(content).hexdigest()
    found = StatementFile.objects.filter(agency_id=agency_id, kind=kind, sha256=digest).first()
    if found is not None:
        return found
    rows = _read(kind, content)
    days = [row.day for row in rows]
    made = StatementFile.objects.create(
        agency_id=agency_id,
        kind=kind,
        name=clean(name)[:200],
        sha256=digest,
        first_day=min(days),
        last_day=max(days),
        rows=len(rows),
        brought_at=now(),
        brought_by=actor.account_id,
    )
    alike: Counter[tuple[object, ...]] = Counter()
    lines = []
    for row in rows:
        key = (row.number, row.day, row.amount, row.text, row.reference)
        lines.append(
            StatementLine(
                agency_id=agency_id, file=made, kind=kind, number=row.number, day=row.day, amount=row.amount,
                text=clean(row.text)[:500], reference=row.reference, mark=_mark(kind, *key, alike[key]),
            )
        )  # fmt: skip
        alike[key] += 1
    StatementLine.objects.bulk_create(lines, ignore_conflicts=True, batch_size=2000)
    facts = {"kind": kind, "sha256": digest, "rows": len(rows), "agency": agency_id}
    record(actor, "payment.bring_file", Subject("payment_file", made.pk), facts)
    return made


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()


def _read(kind: str, content: bytes) -> list[Credit]:
    reader = READERS.get(kind)
    if reader is None:
        raise Refused("kind_unknown", _("Chọn loại tệp."), field="kind")
    if kind == "bank" and content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        reader = camt.read
    try:
        rows = reader(content)
    except UnreadableFile as error:
        raise Refused("file_unreadable", _sentence(error), field="file") from error
    if not rows:
        raise Refused("file_empty", _("Tệp không có khoản tiền về nào."), field="file")
    return rows


def _sentence(error: UnreadableFile) -> str:
    code, _colon, column = error.code.partition(":")
    told = {
        "too_large": _("Tệp quá lớn."),
        "too_many_rows": _("Tệp có quá nhiều dòng."),
        "not_utf8": _("Tệp không phải chữ UTF-8."),
        "not_csv": _("Tệp không phải CSV."),
        "not_xml": _("Tệp XML không đọc được, hoặc có phần không an toàn."),
        "not_camt053": _("Tệp XML không phải sao kê camt.053."),
        "column": _("Thiếu cột “%(name)s”.") % {"name": column},
        "currency": _("Dòng %(row)s không phải tiền đồng.") % {"row": error.row},
        "amount": _("Dòng %(row)s có số tiền không đọc được.") % {"row": error.row},
        "day": _("Dòng %(row)s có ngày không đọc được.") % {"row": error.row},
        "row_short": _("Dòng %(row)s thiếu cột.") % {"row": error.row},
    }
    return told.get(code, _("Không đọc được tệp."))
