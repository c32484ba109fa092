"""ZIP-based documents: bounded, honest about their sizes, without macros or programs."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tinhso.foundation.files.inspecting.verdict import Fault
from tinhso.foundation.files.rules import archive
from tinhso.foundation.files.rules.types import sniff

_QUIET = (
    ".xml",
    ".rels",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".emf",
    ".wmf",
    ".ttf",
    ".odttf",
    ".txt",
    "mimetype",
)
_OUTSIDE = re.compile(
    rb'attachedTemplate"[^>]*TargetMode="External"|TargetMode="External"[^>]*attachedTemplate"'
)
_MOST_PART = 60_000_000


def check_office(path: Path) -> str:
    """The document's kind. Raises Fault with the reason to refuse."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise Fault("archive_empty")
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
        names = [e.name for e in entries]
        mimetype = document.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
        kind = archive.kind_of(names, mimetype.strip())
        if not kind:
            raise Fault("archive")
        _read_parts(document, kind, infos)
    return kind


def _read_parts(document: zipfile.ZipFile, kind: str, infos: list[zipfile.ZipInfo]) -> None:
    main = archive.main_parts(kind)
    for info in infos:
        low = info.filename.lower()
        if info.filename in main or low.endswith(".rels"):
            _read_xml(document, info)
        elif not low.endswith(_QUIET):
            with document.open(info) as part:
                if sniff(part.read(512)) == "program":
                    raise Fault("program_inside")


def _read_xml(document: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    if info.file_size > _MOST_PART:
        raise Fault("bomb")
    data = document.read(info)
    if _OUTSIDE.search(data):
        raise Fault("outside_template")
    try:
        fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Fault("xml_entities") from None
    except ParseError:
        raise Fault("damaged") from None
