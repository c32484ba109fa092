"""Cases and papers of a record. Where the source lists papers of several cases, one case is chosen."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.catalogue.rules.generated.parts import Role, roles
from tinhso.government.catalogue.rules.generated.texts import NAME, NOTE, TITLE, bare, cut, line
from tinhso.government.catalogue.rules.shapes import DocumentCase, DocumentItem, Record
from tinhso.lib.text import fold

MOST = 300
_SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_SEAM = re.compile(rf"(?<=[{_SMALL})])(?=[A-ZÀ-ÝĂĐƠƯ])")
_BROKEN = re.compile(rf"[{_SMALL}]")
_FILE = re.compile(r"\.(docx?|pdf|xlsx?|rtf|zip|rar)$|^[A-Za-zĐđƠơ]+_[A-Za-z0-9]+$", re.IGNORECASE)
# Several files are told one after another: “Mẫu số 13.docxMẫu số 14.docx”.
_RUN_ON = re.compile(r"\.(docx|doc(?!x)|pdf|xlsx|xls(?!x))(?=\w)", re.IGNORECASE)
# Where the file of a form begins that was run together with a name, as forms are called: “…theo mẫuDon_TT1.”
_GLUED = re.compile(
    rf"(?<=[{_SMALL}).;\]])(?=(\d+[- ])?(M[ẫa]u|Ph[ụu] ?l[ụu]c|Mus\d|Đơn|Don|[A-ZĐ][A-Za-zơ]*_[A-Z0-9]))|(?<=\d)(?=Phụ lục|Mẫu )"
    r"|(?<=[IVX])(?=Mau \d)|(?<=;)(?=TK \d)|(?<=[^\W\d;.])[;.]?(?=PHỤ LỤC [IVXL]+\b)"
)
# “Tờ khai (Mẫu số 01/BĐS)01 BĐS.docx”: the name and its file, run together behind the bracket.
_BEHIND = re.compile(r"(?<=\))(?=\d[^()]*\.(docx?|pdf|xlsx?)$)", re.IGNORECASE)
_FORM = re.compile(
    r"(0\d |một )?(bản chính )?(đơn|tờ khai|giấy đề nghị|văn bản đề nghị|phiếu (đề nghị|yêu cầu)|tờ trình|giấy đăng ký|thông báo)\b"
)


def named(record: Record) -> list[DocumentCase]:
    """The parts to choose from; none, or at least two."""
    return [record.documents[n] for n, role in roles(record).items() if role is Role.CASE]


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
    """The rows [[components]], each paper once in its part: forms to fill in first, what is only said last.

    A paper keeps its key (its place in the source) wherever it stands.
    """
    told = roles(record)
    choices = [n for n, role in told.items() if role is Role.CASE]
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, DocumentItem]] = set()
    number = 0
    for at, role in told.items():
        part = record.documents[at]
        case = f"phan-{choices.index(at) + 1}" if role is Role.CASE else ""
        for item in part.items:
            if (case, item) in seen or len(rows) >= MOST:
                continue
            seen.add((case, item))
            number += 1
            if role is not Role.NOTES:
                rows.append(
                    {"key": f"giay-to-{number}", **_component(item, case), **_as_part(item, part, role)}
                )
    return sorted(rows, key=_rank)


def notes(record: Record) -> list[str]:
    """What the source says under “Lưu ý”: advice, no papers."""
    told = roles(record)
    parts = (record.documents[n] for n, role in told.items() if role is Role.NOTES)
    return list(dict.fromkeys(bare(mended(item)[0]) for part in parts for item in part.items))


def _as_part(item: DocumentItem, part: DocumentCase, role: Role) -> dict[str, Any]:
    """What the heading adds to a paper: shown at the desk, or needed only in the case that it names."""
    if role is Role.SHOWN:
        return {"kind": "present"}
    if role is Role.EXTRA:
        told = _("Chỉ khi: %(case)s.") % {"case": cut(bare(part.case), TITLE)}
        return {"required": False, "note": f"{told} {_component(item, '')['note']}".strip()}
    return {}


def _rank(row: dict[str, Any]) -> tuple[bool, bool]:
    return not row["required"], not _FORM.match(row["name"].casefold())


def _component(item: DocumentItem, case: str) -> dict[str, Any]:
    whole, file = mended(item)
    name = cut(bare(whole), NAME)
    if not any(sign.isalpha() for sign in name):
        name = _("Giấy tờ mà nguồn không ghi tên")
    notes = [cut(whole, NOTE)] if len(bare(whole)) > NAME else []
    unsure = item.originals is None or item.copies is None
    if unsure:
        notes.append(_("Nguồn không ghi rõ số bản."))
    elif item.guidance:
        notes.append(_("Nguồn không ghi số bản: có thể chỉ là lời hướng dẫn."))
    if file and file != whole:
        told = cut(_RUN_ON.sub(r"\g<0>; ", file), 200)
        notes.append(_("Mẫu trên Cổng Dịch vụ công quốc gia: %(file)s") % {"file": told})
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
    """(name, form file): the source glues the form's file to the name, or breaks the name and puts the rest before
    the file. Told apart where a small letter or a bracket meets a capital without a space."""
    name, file = item.name, item.form_file
    if file and name.endswith(".") and (seam := _GLUED.search(name)):
        # The source breaks a file's own name at its last dot.
        return name[: seam.start()].rstrip(), f"{name[seam.start() :]}{file}"
    if file and (not name or _BROKEN.match(file)):
        rest, after = _unglued(file)
        if after:
            return _joined(name, rest), after
    if name.count("(") > name.count(")") and ")" in file:
        rest, _bracket, after = file.partition(")")
        return f"{name}{rest})", after.strip()
    if seam := _BEHIND.search(name):
        return name[: seam.start()], file if file != name else name[seam.start() :]
    bare_name, glued = _unglued(name)
    return (bare_name, file or glued) if _FILE.search(glued) else (name, file)


def _unglued(text: str) -> tuple[str, str]:
    """What stands before and after the first place where two texts were run together; "" after when there is none."""
    seam = _SEAM.search(text)
    return (text[: seam.start()].rstrip(), text[seam.start() :]) if seam else (text, "")


def _joined(name: str, rest: str) -> str:
    """A name and its torn-off rest: half a syllable is joined to the letters before it."""
    first = rest.split(" ", 1)[0]
    half = len(first) == 1 or not any(letter in "aeiouy" for letter in fold(first))
    return line(name + ("" if half or not name else " ") + rest)
