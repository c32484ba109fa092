"""What a content is, by its own bytes. A name or a browser's claim never decides."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file that people may hand in."""

    key: str
    media_type: str
    extensions: tuple[str, ...]


PDF = Kind("pdf", "application/pdf", ("pdf",))
JPEG = Kind("jpeg", "image/jpeg", ("jpg", "jpeg"))
PNG = Kind("png", "image/png", ("png",))
WEBP = Kind("webp", "image/webp", ("webp",))
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))
ODT = Kind("odt", "application/vnd.oasis.opendocument.text", ("odt",))
XML = Kind("xml", "application/xml", ("xml",))
TEXT = Kind("txt", "text/plain", ("txt",))

ALLOWED = (PDF, JPEG, PNG, WEBP, DOCX, XLSX, ODT, XML, TEXT)
BY_KEY = {kind.key: kind for kind in ALLOWED}

# Beginnings of programs and of pages that run code: refused whatever the name says.
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
    b"\x00asm",
)
_ACTIVE = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?php", b"<iframe", b"<body", b"javascript:")
_MIME_PAGE = re.compile(rb"[\xef\xbb\xbf\s]*(?:[\w-]+:[^\n]*\n)*MIME-Version:", re.I)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"ustar")


def looks_active(head: bytes) -> bool:
    """True when the text at the start is a page or script a browser would run."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()[:4096]
    return any(mark in start for mark in _ACTIVE)


def sniff(head: bytes) -> str:
    """What the first 4 kB say: a kind's key, `zip`, or the code of why it is refused.

    Codes: empty, program, active, archive, old_office, heic, unknown. `text` still has to be decoded.
    """
    if not head:
        return "empty"
    if head.startswith(_PROGRAMS):
        return "program"
    signature = _signature(head)
    if signature:
        return signature
    if looks_active(head):
        return "active"
    if b"%PDF-" in head[:1024]:
        return "not_at_start"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml"):
        return "xml"
    return "unknown" if b"\x00" in head else "text"


def _signature(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "old_office"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt") or _MIME_PAGE.match(head):
        # Word opens rich text and saved web pages with all they hold, whatever the file is called.
        return "old_office"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"msf1"):
        return "heic"
    if head.startswith(_ARCHIVES[:-1]) or head[257:262] == _ARCHIVES[-1]:
        return "archive"
    return ""
