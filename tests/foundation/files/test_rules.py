"""Names and archives: table tests and properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.foundation.files.rules.archive import Entry, fault, kind_of
from tinhso.foundation.files.rules.names import LONGEST, clean_name, disposition, with_extension
from tinhso.foundation.files.rules.types import sniff
from tinhso.lib.text import has_forbidden


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("giấy khai sinh.pdf", "giấy khai sinh.pdf"),
        ("C:\\Users\\An\\đơn.docx", "đơn.docx"),
        ("../../etc/passwd", "passwd"),
        ("gia\u0302\u0301y.pdf", "giấy.pdf"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ('x"; rm -rf.pdf', "x__ rm -rf.pdf"),
        ("...", "tep"),
        ("", "tep"),
        ("con.pdf", "_con.pdf"),
        (".htaccess", "htaccess"),
        ("😀.png", "😀.png"),
    ],
)
def test_names_are_made_safe(given_name: str, expected: str) -> None:
    assert clean_name(given_name) == expected


@given(st.text(max_size=300))
def test_any_name_becomes_short_and_harmless(name: str) -> None:
    safe = clean_name(name.encode("utf-8", "replace").decode())
    assert 0 < len(safe) <= LONGEST + 1
    assert not set(safe) & set('/\\:*?"<>|%;\n\r\x00')
    assert not has_forbidden(safe)
    header = disposition(safe)
    assert header.isascii()
    assert "\n" not in header


def test_ten_thousand_characters_become_a_name() -> None:
    assert clean_name("đ" * 10_000 + ".pdf") == "đ" * (LONGEST - 4) + ".pdf"


@pytest.mark.parametrize(
    ("name", "extensions", "expected"),
    [
        ("ảnh.pdf", ("png",), "ảnh.png"),
        ("ảnh.JPEG", ("jpg", "jpeg"), "ảnh.JPEG"),
        ("đơn", ("docx",), "đơn.docx"),
        ("v1.2 bản cuối", ("pdf",), "v1.2 bản cuối.pdf"),
    ],
)
def test_a_name_ends_as_its_content_says(name: str, extensions: tuple[str, ...], expected: str) -> None:
    assert with_extension(name, extensions) == expected


def test_a_downloaded_name_is_sent_in_both_forms() -> None:
    assert disposition("giấy.pdf") == "attachment; filename=\"giay.pdf\"; filename*=UTF-8''gi%E1%BA%A5y.pdf"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([], "archive_empty"),
        ([Entry("a.xml", 10, 100, 0)], ""),
        ([Entry("../a.xml", 10, 100, 0)], "archive_path"),
        ([Entry("..\\a.xml", 10, 100, 0)], "archive_path"),
        ([Entry("/etc/a", 10, 100, 0)], "archive_path"),
        ([Entry("C:/a", 10, 100, 0)], "archive_path"),
        ([Entry("word/vbaProject.bin", 10, 100, 0)], "macro"),
        ([Entry("Basic/Standard/x.xml", 10, 100, 0)], "macro"),
        ([Entry("word/embeddings/x.EXE", 10, 100, 0)], "program_inside"),
        ([Entry("a.xml", 10, 100, 0, encrypted=True)], "encrypted_office"),
        ([Entry("a.xml", 1000, 400_000_001, 0)], "bomb"),
        ([Entry("a.xml", 9000, 2_000_000, 0)], "bomb"),
        ([Entry("a.xml", 500, 900, 0), Entry("b.xml", 500, 900, 100)], "bomb"),
        ([Entry(f"{i}.xml", 1, 1, i * 50) for i in range(4001)], "bomb"),
    ],
)
def test_archives(entries: list[Entry], code: str) -> None:
    assert fault(entries, 10_000) == code


@pytest.mark.parametrize(
    ("names", "mimetype", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "", "docx"),
        (["[Content_Types].xml", "xl/workbook.xml"], "", "xlsx"),
        (["content.xml"], "application/vnd.oasis.opendocument.text", "odt"),
        (["a.txt"], "", ""),
        (["[Content_Types].xml", "ppt/presentation.xml"], "", ""),
    ],
)
def test_documents_by_their_parts(names: list[str], mimetype: str, kind: str) -> None:
    assert kind_of(names, mimetype) == kind


@given(st.binary(max_size=200))
def test_sniffing_never_fails_and_never_takes_a_program(head: bytes) -> None:
    assert sniff(head)
    assert sniff(b"MZ" + head) == "program"
    assert sniff(b"\x7fELF" + head) == "program"
