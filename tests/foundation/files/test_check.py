"""Each file is opened; what is wrong is said in a sentence of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.foundation.files import samples as s
from tinhso.foundation.files.checker import Checker, verdict_on
from tinhso.foundation.files.inspecting.verdict import Verdict
from tinhso.foundation.files.reasons import sentence

GOOD = [
    (s.pdf(3), "pdf", 3),
    (s.image("PNG"), "png", 1),
    (s.image("JPEG"), "jpeg", 1),
    (s.image("WEBP"), "webp", 1),
    (s.docx(), "docx", None),
    (s.xlsx(), "xlsx", None),
    (s.odt(), "odt", None),
    (b'<?xml version="1.0"?><don><ten>An</ten></don>', "xml", None),
    ("Đơn xin xác nhận".encode(), "txt", None),
    ("Đơn xin xác nhận".encode("utf-16"), "txt", None),
]
# What takes long to make is made by its own test.
BAD: list[tuple[str, bytes | Callable[[], bytes]]] = [
    ("empty", b""),
    ("empty", b" \n "),
    ("program", b"MZ\x90\x00" + b"\x00" * 100),
    ("program", b"\x7fELF" + b"\x00" * 100),
    ("program", b"#!/bin/sh\nrm -rf /\n"),
    ("active", b"<html><script>alert(1)</script></html>"),
    ("active", b"\xef\xbb\xbf <!DOCTYPE html><title>x</title>"),
    ("active", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ("active", b"<?php system($_GET['c']);"),
    ("not_at_start", b"xx\n" + s.pdf()),
    ("polyglot", s.pdf() + s.docx()),
    ("polyglot", s.image("PNG") + s.docx()),
    ("polyglot", s.image("JPEG") + s.pdf()),
    ("polyglot", s.image("JPEG") + b"<script>alert(1)</script>"),
    ("pdf_encrypted", s.locked_pdf("bí mật")),
    ("pdf_locked", s.locked_pdf("", "chủ")),
    ("pdf_script", s.acting_pdf("/JavaScript", "/JS")),
    ("pdf_script", s.acting_pdf("/Launch", "/F")),
    ("pdf_embedded", s.embedding_pdf("xem.exe")),
    ("pdf_no_pages", s.pdf(0)),
    ("damaged", s.pdf()[:200]),
    ("damaged", s.image("PNG")[:60]),
    ("damaged", b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF"),
    ("archive", s.zipped({"a.txt": b"x"})),
    ("archive", b"Rar!\x1a\x07\x00"),
    ("bomb", s.docx({"word/media/x.xml": b"0" * 20_000_000})),
    ("bomb", s.sharing_bomb()),
    ("macro", s.docx({"word/vbaProject.bin": b"x"})),
    ("archive_path", s.docx({"../../x": b"x"})),
    ("program_inside", s.docx({"word/embeddings/ole1.bin": b"MZ\x90\x00"})),
    ("xml_entities", s.docx({"word/_rels/x.rels": s.ENTITY_BOMB})),
    (
        "outside_template",
        s.docx(
            {
                "word/_rels/settings.xml.rels": b'<Relationship Type="x/attachedTemplate" TargetMode="External"/>'
            }
        ),
    ),
    ("xml_entities", s.ENTITY_BOMB),
    ("xml_entities", s.OUTSIDE_ENTITY),
    ("damaged", b"<?xml version='1.0'?><a>"),
    ("old_office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100),
    ("heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100),
    ("image_too_big", lambda: s.image("PNG", (9500, 9500))),
    ("unknown", os.urandom(300) + b"\x00\xff"),
]


@pytest.mark.parametrize(("data", "kind", "pages"), GOOD, ids=[g[1] + str(i) for i, g in enumerate(GOOD)])
def test_good_files_are_known_and_counted(tmp_path: Path, data: bytes, kind: str, pages: int | None) -> None:
    (tmp_path / "f").write_bytes(data)
    assert verdict_on(tmp_path / "f") == Verdict(kind, pages)


@pytest.mark.parametrize(("code", "data"), BAD, ids=[f"{b[0]}{i}" for i, b in enumerate(BAD)])
def test_bad_files_are_refused_with_their_own_reason(
    tmp_path: Path, code: str, data: bytes | Callable[[], bytes]
) -> None:
    (tmp_path / "f").write_bytes(data if isinstance(data, bytes) else data())
    assert verdict_on(tmp_path / "f").code == code


def test_every_reason_is_a_sentence_with_a_way_out() -> None:
    for code in {b[0] for b in BAD} | {"too_slow", "too_big", "too_many_pages"}:
        assert sentence(code).endswith((".", "TXT."))
        assert sentence(code).count(". ") >= 1 or ":" in sentence(code)
    assert sentence("pdf_encrypted") == "Tệp này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."


def test_a_killed_checker_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(s.pdf())
    checker = Checker()
    try:
        assert checker.ask(tmp_path / "f").kind == "pdf"
        os.kill(checker.process.pid, signal.SIGKILL)
        assert checker.ask(tmp_path / "f").kind == "pdf"
    finally:
        checker.close()


def test_a_checker_made_ready_has_read_one_of_each_kind() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READY],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    kinds, new = done.stdout.splitlines()
    assert kinds == "pdf jpeg png webp xml txt"
    # A child that is forked now loads nothing to read another PDF.
    assert new == "none"


_READY = """
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from tinhso.foundation.files.inspecting import ready
from tinhso.foundation.files.inspecting.check import check
print(*ready.make_ready())
before = set(sys.modules)
with NamedTemporaryFile() as file:
    file.write(ready._pdf())
    file.flush()
    assert check(Path(file.name)).kind == "pdf"
print(*(sorted(set(sys.modules) - before) or ["none"]))
"""
