"""ZIP-based documents: bounded, honest about their sizes, without macros, programs, other files or ties outside."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tinhso.foundation.files.inspecting.office_traps import ContentTypes, OfficeWatcher, OpenDocumentWatcher
from tinhso.foundation.files.inspecting.office_xml import read_xml
from tinhso.foundation.files.inspecting.verdict import Fault
from tinhso.foundation.files.rules import archive, package
from tinhso.foundation.files.rules.types import sniff

_MOST_XML = 80_000_000
_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
# What a part is by its first bytes: the code of the refusal.
_HIDDEN = {
    "program": "program_inside",
    "old_office": "embedded",
    "zip": "embedded",
    "pdf": "embedded",
    "archive": "embedded",
    "active": "embedded",
}


def check_office(path: Path) -> str:
    """The document's kind. Raises Fault with the reason to refuse."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head.startswith(b"PK\x03\x04"):
        raise Fault("archive_empty")
    if b"%PDF-" in head:
        raise Fault("polyglot")
    with zipfile.ZipFile(path) as document:
        infos = [i for i in document.infolist() if not i.is_dir()]
        entries = [
            archive.Entry(i.filename, i.compress_size, i.file_size, i.header_offset, bool(i.flag_bits & 1))
            for i in infos
        ]
        code = archive.fault(entries, path.stat().st_size)
        if code:
            raise Fault(code)
        if document.start_dir + 22 > path.stat().st_size or entries[0].offset < 0:
            raise Fault("damaged")
        kind = _kind(document, [e.name for e in entries])
        _read_parts(document, kind, infos)
    return kind


def _kind(document: zipfile.ZipFile, names: list[str]) -> str:
    mimetype = ""
    if "mimetype" in names:
        with document.open("mimetype") as part:
            mimetype = part.read(200).decode("ascii", "replace")
    kind = archive.kind_of(names, mimetype.strip())
    if not kind:
        raise Fault("archive")
    return kind


def _read_parts(document: zipfile.ZipFile, kind: str, infos: list[zipfile.ZipInfo]) -> None:
    types = ContentTypes()
    if kind != "odt":
        with document.open(_TYPES) as part:
            read_xml(part, types)
    fault = next(filter(None, (package.type_fault(types.of(i.filename)) for i in infos)), "")
    if fault:
        raise Fault(fault)
    written = [i for i in infos if package.is_xml(i.filename, types.of(i.filename))]
    if sum(i.file_size for i in written) > _MOST_XML:
        raise Fault("bomb")
    if any(i.filename in archive.main_parts(kind) and not i.file_size for i in written):
        raise Fault("damaged")
    for info in written:
        _read_xml(document, info, OpenDocumentWatcher() if kind == "odt" else OfficeWatcher())
    read = {i.filename for i in written}
    for info in infos:
        if info.filename not in read:
            _look_at(document, info)


def _read_xml(
    document: zipfile.ZipFile, info: zipfile.ZipInfo, watcher: OfficeWatcher | OpenDocumentWatcher
) -> None:
    try:
        with document.open(info) as part:
            read_xml(part, watcher, allow_type=info.filename == _MANIFEST)
    except Fault as fault:
        # Excel itself writes drawings of comments that are not quite XML.
        if fault.code != "damaged" or not info.filename.lower().endswith(".vml"):
            raise
    watcher.close()


def _look_at(document: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    with document.open(info) as part:
        found = sniff(part.read(4096))
    # A picture drawn in XML looks like a page to a browser; Office and we never hand it to one.
    if found in _HIDDEN and not (found == "active" and info.filename.lower().endswith(".svg")):
        raise Fault(_HIDDEN[found])
