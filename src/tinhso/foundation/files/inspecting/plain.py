"""Plain text and XML."""

from __future__ import annotations

from pathlib import Path

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse

from tinhso.foundation.files.inspecting.verdict import Fault
from tinhso.foundation.files.rules.types import looks_active

_MOST_BYTES = 20_000_000
# Whole documents of Word, Excel and OpenDocument in one XML file: their programs open them with all they hold.
_OFFICE_IN_XML = (
    "{http://schemas.microsoft.com/office/2006/xmlPackage}",
    "{http://schemas.microsoft.com/office/word/2003/wordml}",
    "{http://schemas.microsoft.com/office/word/2003/2/wordml}",
    "{urn:schemas-microsoft-com:office:spreadsheet}",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
)


def check_xml(path: Path) -> None:
    """Well-formed, without a document type (so without entities), not a page in disguise."""
    _bounded(path)
    try:
        tree = parse(path, forbid_dtd=True)
    except DefusedXmlException:
        raise Fault("xml_entities") from None
    except (ParseError, ValueError, LookupError):
        raise Fault("damaged") from None
    if any(tree.getroot().tag.startswith(space) for space in _OFFICE_IN_XML):
        raise Fault("office_in_xml")
    tags = {
        element.tag.rsplit("}", 1)[-1].lower()
        for element in tree.getroot().iter()
        if isinstance(element.tag, str)
    }
    if tags & {"html", "script", "svg", "stylesheet"}:
        raise Fault("active")


def check_text(path: Path) -> None:
    """UTF-8 (or UTF-16 with its mark), without NUL, not a page in disguise."""
    _bounded(path)
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except UnicodeDecodeError:
        raise Fault("unknown") from None
    if "\x00" in text:
        raise Fault("unknown")
    if not text.strip("\ufeff \t\r\n"):
        raise Fault("empty")
    if looks_active(text[:8192].encode()):
        raise Fault("active")


def _bounded(path: Path) -> None:
    if path.stat().st_size > _MOST_BYTES:
        raise Fault("too_big")
