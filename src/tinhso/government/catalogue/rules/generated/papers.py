"""Cases and papers of a record. Where the source lists papers in several named parts, one part is chosen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.catalogue.rules.generated.texts import NAME, NOTE, TITLE, bare, cut, line
from tinhso.government.catalogue.rules.shapes import DocumentCase, DocumentItem, Record

MOST = 300


def named(record: Record) -> list[DocumentCase]:
    """The parts to choose from: named ones with papers, when there are at least two."""
    found = [part for part in record.documents if part.case and part.items]
    return found if len(found) > 1 else []


def cases(record: Record) -> list[dict[str, Any]]:
    """The rows [[cases]]: each holds when it was chosen on the form."""
    rows: list[dict[str, Any]] = []
    for number, part in enumerate(named(record), 1):
        title = cut(bare(part.case), TITLE)
        if any(row["title"] == title for row in rows):
            title = _("%(title)s (phần %(n)s)") % {"title": title, "n": number}
        note = cut(part.case, NOTE) if len(line(part.case)) > TITLE else ""
        rows.append(
            {"key": f"phan-{number}", "title": title, "when": f"case == 'phan-{number}'", "note": note}
        )
    return rows


def components(record: Record) -> list[dict[str, Any]]:
    """The rows [[components]], each paper once in its part."""
    choices = named(record)
    keys = {id(part): f"phan-{number}" for number, part in enumerate(choices, 1)}
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, DocumentItem]] = set()
    for part in record.documents:
        case = keys.get(id(part), "")
        for item in part.items:
            if (case, item) in seen or len(rows) >= MOST:
                continue
            seen.add((case, item))
            rows.append({"key": f"giay-to-{len(rows) + 1}", **_component(item, case)})
    return rows


def _component(item: DocumentItem, case: str) -> dict[str, Any]:
    whole, file = mended(item)
    name = cut(bare(whole), NAME)
    notes = [cut(whole, NOTE)] if len(bare(whole)) > NAME else []
    unsure = item.originals is None or item.copies is None
    if unsure:
        notes.append(_("Nguồn không ghi rõ số bản."))
    elif item.guidance:
        notes.append(_("Nguồn không ghi số bản: có thể chỉ là lời hướng dẫn."))
    if file and file != whole:
        notes.append(_("Mẫu trên Cổng Dịch vụ công quốc gia: %(file)s") % {"file": cut(file, 200)})
    return {
        "name": name,
        "originals": item.originals or 0,
        "copies": item.copies or 0,
        "required": not item.guidance,
        "case": case,
        "verified": False,
        "note": " ".join(notes),
    }


def mended(item: DocumentItem) -> tuple[str, str]:
    """(name, form file): the source sometimes breaks a name inside its brackets and puts the rest before the file."""
    name, file = item.name, item.form_file
    if name.count("(") <= name.count(")") or ")" not in file:
        return name, file
    rest, _bracket, after = file.partition(")")
    return f"{name}{rest})", after.strip()
