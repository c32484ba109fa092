"""Reads of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import open_file
from tinhso.foundation.papers.engine import Sheet
from tinhso.foundation.papers.models import Paper, Revision, Template, TemplateSet
from tinhso.foundation.papers.order import Order
from tinhso.foundation.papers.rules.canonical import digest, digest_of_files
from tinhso.foundation.papers.rules.choosing import in_force
from tinhso.foundation.records.api import Subject
from tinhso.lib.errors import NotFound
from tinhso.lib.held import forget_all, held

OWN = "own.typ"
GENERIC = "result"


@dataclass(frozen=True)
class TemplateInfo:
    """One template of the set in use, without its files."""

    id: UUID
    set_id: UUID
    key: str
    title: str
    form: str
    basis: str
    size: str
    main: str
    valid_from: date
    valid_to: date | None
    unverified: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    sample: dict[str, Any]


@held
def templates() -> tuple[TemplateInfo, ...]:
    """Every template in use, in the order of the manifest."""
    rows = Template.objects.filter(set__superseded_at=None).order_by("id")
    return tuple(
        TemplateInfo(
            row.pk,
            row.set_id,
            row.key,
            row.title,
            row.form,
            row.basis,
            row.size,
            row.main,
            row.valid_from,
            row.valid_to,
            tuple(row.unverified),
            tuple((name, label) for name, label in row.fields),
            tuple((name, label, tuple((k, v) for k, v in cols)) for name, label, cols in row.tables),
            row.sample,
        )
        for row in rows
    )


def find_template(key: str, on: date) -> TemplateInfo | None:
    """The form that an act of that day gets; None when none was in force."""
    return in_force([row for row in templates() if row.key == key], on)


def template(key: str, on: date) -> TemplateInfo:
    """The same; NotFound when none was in force."""
    found = find_template(key, on)
    if found is None:
        raise NotFound("papers.no_form", _("Không có mẫu giấy nào có hiệu lực vào ngày này."))
    return found


@held
def set_files(set_id: UUID) -> dict[str, str]:
    """The files of a set; it never changes."""
    files: dict[str, str] = TemplateSet.objects.values_list("files", flat=True).get(pk=set_id)
    return files


def typst_files_of(set_id: UUID) -> dict[str, str]:
    """Its templates and libraries alone."""
    return {name: text for name, text in set_files(set_id).items() if name.endswith(".typ")}


@held
def _sheet(set_id: UUID, main: str, own: str) -> Sheet:
    files = typst_files_of(set_id)
    if own:
        files = {**files, OWN: own}
    return Sheet(digest_of_files(files), files, OWN if own else main)


def sheet_of(info: TemplateInfo, order: Order | None = None) -> Sheet:
    """What the machine needs of a template, or of an order's own text beside the set's library."""
    return _sheet(info.set_id, info.main, order.own[1] if order is not None and order.own else "")


def paper(ident: UUID) -> Paper:
    """One made paper; NotFound."""
    found = Paper.objects.filter(pk=ident).first()
    if found is None:
        raise NotFound("papers.unknown", _("Không tìm thấy giấy này."))
    return found


def find_paper(ident: UUID) -> Paper | None:
    """The same; None when there is none."""
    return Paper.objects.filter(pk=ident).first()


def papers_of(subject: Subject) -> list[Paper]:
    """Everything that was made of a subject, newest first."""
    rows = Paper.objects.filter(subject_kind=subject.kind, subject_id=str(subject.id))
    return list(rows.select_related("template", "made_by").order_by("-made_at", "-id"))


def standing(subject: Subject, key: str, part: str = "") -> Paper | None:
    """The paper of that kind that stands: made, neither replaced nor withdrawn."""
    return Paper.objects.filter(
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        key=key,
        part=part,
        replaced_by=None,
        withdrawn_at=None,
    ).first()


def by_sha256(sha256: str) -> Paper | None:
    """The paper whose bytes these are."""
    found = Paper.objects.filter(sha256=sha256, erased_at=None).order_by("-made_at").first()
    if found is None:
        later = Revision.objects.filter(sha256=sha256, paper__erased_at=None).select_related("paper")
        revised = later.order_by("-made_at").first()
        found = revised.paper if revised else None
    return found


def same(found: Paper, order: Order) -> bool:
    """True when this order says what the paper says, whatever its template looks like today."""
    return found.title == order.title and digest(found.data) == digest(order.said())


def told_of(order: Order) -> str:
    """SHA-256 of all that an order says and of the template it is set in."""
    sheet = sheet_of(template(order.key, order.on), order)
    return digest({"said": order.said(), "title": order.title, "sheet": sheet.digest, "main": sheet.main})


def bytes_of(found: Paper) -> bytes:
    """The very bytes that were made; NotFound once they were erased."""
    if found.file_id is None or found.erased_at is not None:
        raise NotFound("papers.erased", _("Nội dung của giấy này đã được xóa theo thời hạn lưu giữ."))
    with open_file(found.file_id) as stream:
        return bytes(stream.read())


def newest_file(found: Paper) -> UUID | None:
    """The file that is the paper today: the one signed last, else the one that was made."""
    later = Revision.objects.filter(paper=found).order_by("-made_at", "-id").values_list("file_id", flat=True)
    ident: UUID | None = later.first() or found.file_id
    return ident


def is_signed(found: Paper) -> bool:
    """True once somebody has signed it here."""
    return Revision.objects.filter(paper=found, what="signed").exists()


def forget() -> None:
    """After a load."""
    forget_all()
