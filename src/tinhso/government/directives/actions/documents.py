"""Enter a document, mend it, and say what it does to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tinhso.foundation.files import api as files
from tinhso.foundation.organisation.api import agency
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now, today
from tinhso.government.directives import access
from tinhso.government.directives.models import Document, DocumentLink
from tinhso.government.directives.rules import notation
from tinhso.government.directives.rules.kinds import KINDS, LINKS, OTHER
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, FieldError, Invalid, Refused
from tinhso.lib.text import clean


@dataclass(frozen=True)
class Entry:
    """What is typed of a document."""

    kind: str
    title: str
    notation: str = ""
    kind_name: str = ""
    issued_on: date | None = None
    issuer_id: UUID | None = None
    issuer_name: str = ""
    signer: str = ""
    signer_position: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    summary: str = ""
    public: bool = False


@act("directive.enter")
def enter(
    actor: Actor,
    entry: Entry,
    file_ids: Sequence[UUID] = (),
    *,
    document_id: UUID | None = None,
    demo: bool = False,
) -> Document:
    """Keep a document, or mend the one of this id. Raises Invalid with every faulty field, Conflict for a second
    document of one number, agency and year."""
    access.need_office(actor)
    if faults := _faults(entry):
        raise Invalid(faults)
    row = Document(entered_by_id=actor.account_id, entered_at=now(), demo=demo)
    row.slug = f"vb-{row.pk}"
    if document_id is not None:
        row = access.document(actor, document_id)
        if row.from_folder:
            raise Refused(
                "of_folder", _("Văn bản này được ghi trong thư mục của tỉnh; hãy sửa ở đó rồi nạp lại.")
            )
    _fill(row, entry)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(
            "document_twice",
            _("Cơ quan này đã có văn bản cùng số, ký hiệu trong năm."),
            way_out=_("Tìm văn bản đó trong danh sách, hoặc kiểm tra lại số."),
        ) from error
    subject = Subject("directive", row.pk)
    for file_id in file_ids:
        files.attach(file_id, subject)
    facts = {"kind": row.kind, "public": int(row.public), "files": len(file_ids)}
    verb = "directive.mend" if document_id else "directive.enter"
    record(actor, verb, subject, facts, {"notation": row.notation, "title": row.title})
    return row


def _fill(row: Document, entry: Entry) -> None:
    row.kind, row.kind_name = entry.kind, clean(entry.kind_name) if entry.kind == OTHER else ""
    row.notation, row.title = notation.tidy(clean(entry.notation)), clean(entry.title)
    row.issued_on = entry.issued_on
    if entry.issued_on is not None or row.year is None:
        row.year = (entry.issued_on or today()).year if entry.issued_on else None
    row.placed_on = entry.issued_on or (date(row.year, 1, 1) if row.year else today())
    row.issuer_id = entry.issuer_id
    row.issuer_name = agency(entry.issuer_id).name if entry.issuer_id else clean(entry.issuer_name)
    row.signer, row.signer_position = clean(entry.signer), clean(entry.signer_position)
    row.valid_from, row.valid_to = entry.valid_from, entry.valid_to
    row.summary, row.public = clean(entry.summary), entry.public
    row.fill_search()


LONGEST = {
    "title": 500,
    "notation": 60,
    "kind_name": 60,
    "issuer_name": 200,
    "signer": 100,
    "signer_position": 100,
}


def _faults(entry: Entry) -> list[FieldError]:
    found = []
    if entry.kind not in KINDS and entry.kind != OTHER:
        found.append(FieldError("kind", _("Hãy chọn loại văn bản.")))
    if entry.kind == OTHER and not clean(entry.kind_name):
        found.append(FieldError("kind_name", _("Hãy ghi tên loại văn bản.")))
    if not clean(entry.title):
        found.append(FieldError("title", _("Hãy ghi trích yếu nội dung.")))
    told = {
        "form": _("Số, ký hiệu có dạng 15/QĐ-UBND: số, gạch chéo, chữ viết tắt của loại và cơ quan."),
        "kind": _("Ký hiệu không khớp với loại văn bản đã chọn."),
    }
    if fault := notation.fault(entry.kind, notation.tidy(clean(entry.notation))):
        found.append(FieldError("notation", told[fault]))
    found += [
        FieldError(name, _("Chỉ viết tối đa %(n)s ký tự.") % {"n": most})
        for name, most in LONGEST.items()
        if len(clean(getattr(entry, name))) > most
    ]
    if entry.issued_on is not None and entry.issued_on > today():
        found.append(FieldError("issued_on", _("Ngày ban hành không thể sau hôm nay.")))
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        found.append(FieldError("valid_to", _("Ngày hết hiệu lực phải sau ngày có hiệu lực.")))
    return found


@act("directive.link")
def link(actor: Actor, document_id: UUID, kind: str, other_id: UUID) -> DocumentLink:
    """Say that a document replaces, amends, implements or cites another; the same again changes nothing."""
    access.need_office(actor)
    row, other = access.document(actor, document_id), access.document(actor, other_id)
    if kind not in LINKS or row.pk == other.pk:
        raise Refused("link_unknown", _("Hãy chọn quan hệ và một văn bản khác."), field="link")
    made, fresh = DocumentLink.objects.get_or_create(document=row, other=other, kind=kind)
    if fresh:
        record(actor, "directive.link", Subject("directive", row.pk), {"kind": kind, "other": other.pk})
    return made
