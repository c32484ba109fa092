"""PDFs that would run, start, send, fetch, play or carry something, each hidden in another way; and PDFs that do not."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from tests.foundation.files import samples as s
from tests.foundation.files.pdf_samples import (
    ARCHIVAL,
    FORM,
    PAGE,
    PAGES,
    SIGNED,
    annotated,
    packed,
    pdf,
    stream,
    with_action,
    written,
)
from tinhso.foundation.files.checker import verdict_on
from tinhso.foundation.files.inspecting.check import check
from tinhso.foundation.files.inspecting.pdf_objects import MOST_OBJECTS
from tinhso.foundation.files.inspecting.pdf_syntax import MOST_DEPTH

JS = b"<< /S /JavaScript /JS (app.alert(1)) >>"
LAUNCH = b"<< /S /Launch /F (cmd.exe) >>"


def scan() -> bytes:
    """A scanned page, as a phone or a scanner makes it."""
    out = io.BytesIO()
    Image.effect_noise((200, 300), 90).convert("RGB").save(out, "PDF")
    return out.getvalue()


def rewritten() -> bytes:
    """A PDF gone through a common library, with its information and bookmarks."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(s.pdf(3))))
    writer.add_metadata({"/Title": "Đơn xin (/JS) xác nhận"})
    writer.add_outline_item(title="Trang 2", page_number=1)
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


GOOD = {
    "scan": scan(),
    "library": rewritten(),
    "signed": SIGNED,
    "archival": ARCHIVAL,
    "form": FORM,
    "web link": with_action(b"<< /S /URI /URI (https://dichvucong.gov.vn/a?b=//c) >>"),
    "mail link": with_action(b"<< /S /URI /URI (mailto:mot.cua@vinhphuc.gov.vn) >>"),
    "link kept apart": with_action(b"4 0 R", {4: b"<< /S /URI /URI 5 0 R >>", 5: b"(http://a.vn)"}),
    "opens at a page": pdf(catalog=b"/OpenAction 4 0 R", more={4: b"<< /S /GoTo /D [3 0 R /Fit] >>"}),
    "opens at a name": pdf(catalog=b"/OpenAction (muc-1)"),
    "page moves": pdf(page=b"/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>"),
    "object stream": pdf(more={4: packed({5: b"<< /Title (x) >>", 6: b"[1 2 3]"})}),
    "text speaks of scripts": pdf(more={4: b"(see /JavaScript and /Launch)", 5: b"(https://a.vn/JS)"}),
    "comment speaks of scripts": pdf(more={4: b"<< /A 1 % /JavaScript\n >>"}),
    "many objects": pdf(more={n: b"<< /A [1 2 3] /B (x) >>" for n in range(4, 15_000)}),
}
BAD = {
    "open script": ("pdf_script", pdf(catalog=b"/OpenAction " + JS)),
    "script kept apart": ("pdf_script", pdf(catalog=b"/OpenAction 4 0 R", more={4: JS})),
    "kind kept apart": (
        "pdf_script",
        pdf(catalog=b"/OpenAction 4 0 R", more={4: b"<< /S 5 0 R /F 6 0 R >>", 5: b"/Launch", 6: b"(cmd.exe)"}),
    ),
    "kind two steps away": (
        "pdf_script",
        pdf(more={4: b"<< /S 5 0 R /Q 7 0 R >>", 5: b"6 0 R", 6: b"/JavaScript", 7: b"(x)"}),
    ),
    "escaped name": ("pdf_script", with_action(b"<< /S /J#61vaScript /J#53 (x) >>")),
    "escaped launch": ("pdf_script", with_action(b"<< /S /#4caunch /F (a) >>")),
    "NUL as space": ("pdf_script", with_action(b"<</S\0/Launch\0/F(a)>>")),
    "comment between": ("pdf_script", with_action(b"<< /S %x\r/Launch%y\n /F (a) >>")),
    "key given twice": ("pdf_script", with_action(b"<< /S /GoTo /S /Launch /F (a) >>")),
    "keys shifted": ("pdf_script", with_action(b"<< 7 /S /Launch /F (a) >>")),
    "dictionary left open": ("pdf_script", with_action(b"<< /S /Launch /F (a) ")),
    "in an object stream": ("pdf_script", pdf(catalog=b"/OpenAction 5 0 R", more={4: packed({5: JS})})),
    "in a plain object stream": ("pdf_script", pdf(more={4: packed({5: LAUNCH}, head=b"", pack=False)})),
    "in a stream of no type": (
        "pdf_script",
        pdf(more={4: packed({5: LAUNCH}).replace(b"/Type /ObjStm", b"/Type 7 0 R"), 7: b"/ObjStm"}),
    ),
    "object stream packed oddly": (
        "pdf_complex",
        pdf(more={4: packed({5: JS}, head=b"/Filter [/ASCIIHexDecode /FlateDecode]")}),
    ),
    "object stream predicted": (
        "pdf_complex",
        pdf(more={4: packed({5: JS}, head=b"/Filter 6 0 R /DecodeParms << /Predictor 12 >>"), 6: b"/FlateDecode"}),
    ),
    "object stream broken": ("damaged", pdf(more={4: stream(b"/N 1 /First 4 /Filter /Fl", b"\x00\x01broken")})),
    "not in the table": ("pdf_script", pdf(unlisted=b"9 0 obj " + JS + b" endobj\n")),
    "not in the table, comment in its head": ("pdf_script", pdf(unlisted=b"9 0 %x\nobj" + LAUNCH + b"endobj\n")),
    "second value of an object": ("pdf_script", pdf(more={4: b"null " + LAUNCH})),
    "old revision": ("pdf_script", pdf(unlisted=b"3 0 obj " + PAGE % (b"/AA << /O " + JS + b" >>") + b" endobj\n")),
    "behind a false end of string": ("pdf_script", pdf(more={4: b"<< /A (a\\)b) /B " + JS + b" >>"})),
    "in the trailer": ("pdf_script", pdf(trailer=b"/X " + JS)),
    "names tree of scripts": ("pdf_script", pdf(catalog=b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", more={4: b"<<>>"})),
    "script of a field": (
        "pdf_script",
        annotated(b"/Subtype /Widget /FT /Tx /AA << /K 4 0 R >>", {4: JS}),
    ),
    "web at opening": ("pdf_action", pdf(catalog=b"/OpenAction << /S /URI /URI (http://a.vn) >>")),
    "web at opening, apart": (
        "pdf_action",
        pdf(catalog=b"/OpenAction 4 0 R", more={4: b"5 0 R", 5: b"<< /S 6 0 R /URI (http://a.vn) >>", 6: b"/URI"}),
    ),
    "web after a move": (
        "pdf_action",
        pdf(catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [<< /S /GoTo /Next 4 0 R >>] >>",
            more={4: b"<< /S /URI /URI (http://a.vn) >>"}),
    ),
    "prints itself": ("pdf_action", pdf(catalog=b"/OpenAction << /S /Named /N /Print >>")),
    "opening leads nowhere": ("pdf_action", pdf(catalog=b"/OpenAction 99 0 R")),
    "page turns to the web": ("pdf_action", pdf(page=b"/AA 4 0 R", more={4: b"<< /O 5 0 R >>", 5: b"<< /S /URI /URI (a) >>"})),
    "page hides": ("pdf_action", pdf(page=b"/AA << /C << /S /Hide /T (x) >> >>")),
    "sends the form": ("pdf_action", with_action(b"<< /S /SubmitForm /F (http://a.vn) >>")),
    "takes in data": ("pdf_action", with_action(b"<< /S /ImportData /F (a.fdf) >>")),
    "opens another file": ("pdf_action", with_action(b"<< /S /GoToR /F (\\\\\\\\host\\\\a.pdf) /D [0 /Fit] >>")),
    "opens a file inside": ("pdf_action", with_action(b"<< /S /GoToE /T << /R /C >> >>")),
    "script as a link": ("pdf_action", with_action(b"<< /S /URI /URI (java\\163cript:alert\\(1\\)) >>")),
    "script as a link in hex": ("pdf_action", with_action(b"<< /S /URI /URI <6A617661736372697074 3A61> >>")),
    "share as a link": ("pdf_action", with_action(b"<< /S /URI /URI (file://host/share) >>")),
    "content in another file": ("pdf_action", pdf(more={4: stream(b"/F (http://a.vn/x) /FFilter /FlateDecode", b"")})),
    "page of another file": ("pdf_action", pdf(more={4: stream(b"/Subtype /Form /Ref << /F (a.pdf) /Page 0 >>", b"")})),
    "rendition": ("pdf_media", with_action(b"<< /S /Rendition /OP 0 >>")),
    "rich media": ("pdf_media", annotated(b"/Subtype /RichMedia /RichMediaContent 4 0 R", {4: b"<<>>"})),
    "movie": ("pdf_media", annotated(b"/Subtype /Movie /Movie << /F (a.avi) >>")),
    "sound": ("pdf_media", with_action(b"<< /S /Sound /Sound 4 0 R >>", {4: stream(b"/R 8000 /F (a.wav)", b"")})),
    "three dimensions": ("pdf_media", annotated(b"/Subtype /3D /3DD 4 0 R", {4: b"<<>>"})),
    "dynamic form": ("pdf_xfa", pdf(catalog=b"/AcroForm 4 0 R", more={4: b"<< /Fields [] /XFA 5 0 R >>", 5: stream(b"", b"<xdp/>")})),
    "attached file": ("pdf_embedded", s.embedding_pdf("hoa-don.xml")),
    "attached to the page": ("pdf_embedded", annotated(b"/Subtype /File#41ttachment /FS 4 0 R", {4: b"<< /F (a.txt) >>"})),
    "file without a tree": ("pdf_embedded", pdf(more={4: stream(b"/Type /EmbeddedFile", b"MZ")})),
    "hidden lock": ("pdf_encrypted", pdf(unlisted=b"trailer << /Root 1 0 R /Encrypt 9 0 R >>\n")),
}  # fmt: skip


def verdict(tmp_path: Path, data: bytes) -> tuple[str, str]:
    (tmp_path / "f").write_bytes(data)
    found = check(tmp_path / "f")
    return found.kind, found.code


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_papers_pass(tmp_path: Path, name: str) -> None:
    assert verdict(tmp_path, GOOD[name]) == ("pdf", "")


@pytest.mark.parametrize("name", BAD)
def test_each_trap_is_refused_by_its_own_sentence(tmp_path: Path, name: str) -> None:
    code, data = BAD[name]
    assert verdict(tmp_path, data) == ("", code)


CIRCLES = {
    "two objects": (pdf(more={4: b"5 0 R", 5: b"4 0 R"}), ""),
    "an action after itself": (
        pdf(catalog=b"/OpenAction 4 0 R", more={4: b"<< /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>"}),
        "",
    ),
    "an opening that is itself": (pdf(catalog=b"/OpenAction 4 0 R", more={4: b"4 0 R"}), "pdf_action"),
    "an action hidden behind a circle": (
        pdf(
            catalog=b"/OpenAction 4 0 R", more={4: b"<< /S /GoTo /Next [4 0 R 5 0 R] >>", 5: b"<< /S /URI >>"}
        ),
        "pdf_action",
    ),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_circles_end(tmp_path: Path, name: str) -> None:
    data, code = CIRCLES[name]
    assert verdict(tmp_path, data)[1] == code


def test_pages_that_contain_themselves_end_in_a_refusal(tmp_path: Path) -> None:
    circle = written({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: PAGES.replace(b"3 0 R", b"2 0 R")})
    (tmp_path / "f").write_bytes(circle)
    assert verdict_on(tmp_path / "f").code in ("pdf_no_pages", "damaged", "too_slow")


HOSTILE = {
    "one object too many": pdf(more={n: b"null" for n in range(4, MOST_OBJECTS + 2)}),
    "65,000 objects": pdf(more={n: b"<< /A 1 >>" for n in range(4, 65_001)}),
    "65,000 objects in a stream": pdf(more={4: packed({n: b"1" for n in range(5, 65_005)})}),
    "the same object 65,000 times": pdf(unlisted=b"9 0 obj 1 endobj\n" * 65_000),
    "a nest of arrays": pdf(more={4: b"[" * 100_000 + b"]" * 100_000}),
    "a nest one too deep": pdf(more={4: b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1)}),
    "a nest of dictionaries": pdf(more={4: b"<< /A " * 5000 + b">>" * 5000}),
    "two million numbers": pdf(more={4: b"[" + b"1 " * 2_100_000 + b"]"}),
    "strings without end": pdf(unlisted=b"9 0 obj ( " * 59_000),
    "arrays without end": pdf(unlisted=b"9 0 obj [ " * 59_000),
    "a bomb of an object stream": pdf(more={4: packed({5: b" " * 70_000_000})}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_exhaust_is_refused_in_time(tmp_path: Path, name: str) -> None:
    begun = time.process_time()
    assert verdict(tmp_path, HOSTILE[name]) == ("", "pdf_complex")
    assert time.process_time() - begun < 12
