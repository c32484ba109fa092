"""Pure rules of scanning: what a sheet says, which pages are one paper, what a folder's file is, how a page stands."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.government.scanning import drawing
from tinhso.government.scanning import machine
from tinhso.government.scanning.machine.straighten import angle_of, is_blank
from tinhso.government.scanning.queries.search import excerpt
from tinhso.government.scanning.rules.folder import SETTLED, judge, shown_name
from tinhso.government.scanning.rules.separators import PREFIX, Separator, read, text_for
from tinhso.government.scanning.rules.splitting import Seen, split

SECRET = b"of this site"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=120), st.binary(min_size=1, max_size=40))
def test_a_sheet_is_read_as_it_was_printed_and_by_its_own_site_alone(code, key, secret):
    code, key = (text.encode("utf-8", "ignore").decode() for text in (code, key))
    text = text_for(Separator(code, key), secret)
    assert read(text, secret) in (Separator(code, key), None if len(text) > 2000 else Separator(code, key))
    assert read(text, secret + b"x") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.vn/?hs=H62.91-1",
        PREFIX,
        f"{PREFIX}hs=A&tp=b",
        f"{PREFIX}hs=A&tp=b&k=",
        text_for(Separator("A", "b"), SECRET)[:-1],
        text_for(Separator("A", "b"), SECRET).replace("hs=A", "hs=B"),
        "001090000001|Nguyễn Văn A|01011990",
    ],
)
def test_any_other_code_is_part_of_a_paper(text):
    assert read(text, SECRET) is None


def seen(words: str) -> list[Seen]:
    """`p` page, `b` blank, `s` plain sheet, `A`/`B` sheet for that dossier; `|` next document, `,` next image."""
    found, file, document = [], 0, "," not in words
    for letter in words:
        if letter in "|,":
            file += 1
        elif letter in "pb":
            found.append(Seen(file, {"p": "paper", "b": "blank"}[letter], document))
        else:
            code = "" if letter == "s" else letter
            found.append(Seen(file, "separator", document, code, code.lower()))
    return found


@pytest.mark.parametrize(
    ("words", "papers"),
    [
        ("", []),
        ("p", [((0,), "")]),
        ("ppp", [((0, 1, 2), "")]),
        ("pbp", [((0, 2), "")]),
        ("b", []),
        ("s", []),
        ("sp", [((1,), "")]),
        ("pspp", [((0,), ""), ((2, 3), "")]),
        ("ApBp", [((1,), "A"), ((3,), "B")]),
        ("Appsp", [((1, 2), "A"), ((4,), "")]),
        ("ABp", [((2,), "B")]),
        ("Abp", [((2,), "A")]),
        ("ApAp", [((1,), "A"), ((3,), "A")]),
        ("pA", [((0,), "")]),
        # A new document begins a new paper; a sheet at the end of one names the first paper of the next.
        ("pp|p", [((0, 1), ""), ((2,), "")]),
        ("Ap|p", [((1,), "A"), ((2,), "")]),
        ("pA|p", [((0,), ""), ((2,), "A")]),
        # A scanner that writes images writes one for each page.
        ("p,p,p", [((0, 1, 2), "")]),
        ("p,s,p", [((0,), ""), ((2,), "")]),
        ("A,p,p,B,p", [((1, 2), "A"), ((4,), "B")]),
    ],
)
def test_papers_of_a_batch(words, papers):
    assert [(piece.pages, piece.code) for piece in split(seen(words))] == papers


@settings(max_examples=60, deadline=None)
@given(st.text("pbsAB|", max_size=40), st.booleans())
def test_every_page_is_in_one_paper_once_and_in_order(words, images):
    pages = seen(words.replace("|", "," if images else "|"))
    taken = [place for piece in split(pages) for place in piece.pages]
    assert taken == [place for place, page in enumerate(pages) if page.kind == "paper"]


@pytest.mark.parametrize(
    ("name", "regular", "size", "age", "verdict"),
    [
        ("quet.pdf", True, 10, 60, "take"),
        ("QUÉT 01.TIFF", True, 10, 60, "take"),
        ("quet.pdf", True, 10, SETTLED - 1, "wait"),
        ("quet.pdf", True, 10, -3600, "take"),
        ("quet.pdf.part", True, 10, 600, "wait"),
        (".quet.pdf", True, 10, 600, "wait"),
        ("~$quet.pdf", True, 10, 600, "wait"),
        ("quet.pdf", True, 0, 60, "empty"),
        ("quet.exe", True, 10, 60, "kind"),
        ("quet", True, 10, 60, "kind"),
        ("quet.pdf", False, 10, 60, "link"),
    ],
)
def test_what_a_file_of_the_folder_is(name, regular, size, age, verdict):
    assert judge(name, regular=regular, size=size, age=age) == verdict


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"khai sinh.pdf", "khai sinh.pdf"),
        ("quét.pdf".encode(), "quét.pdf"),
        (b"qu\xe9t.pdf", "qu\ufffdt.pdf"),
        ("a\u202efdp.exe".encode(), "a\ufffdfdp.exe"),
        (b"a\nb.pdf", "a\ufffdb.pdf"),
    ],
)
def test_odd_names_are_shown_plainly(raw, shown):
    assert shown_name(os.fsdecode(raw)) == shown


@pytest.mark.parametrize("turn", [-7.0, -2.0, 0.0, 0.5, 3.0])
def test_how_far_a_page_stands_askew(turn):
    lines = ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Giấy khai sinh, bản chính", "Họ và tên: Ví Dụ"] * 5
    grey = np.asarray(drawing.page(lines, turn).convert("L"))
    assert angle_of(grey) == pytest.approx(-turn, abs=0.25)
    assert not is_blank(grey)


def test_blank_sheets_and_sheets_with_one_word():
    empty = np.asarray(drawing.blank().convert("L"))
    assert is_blank(empty)
    assert angle_of(np.full((200, 100), 255, dtype=np.uint8)) == 0.0
    assert not is_blank(np.asarray(drawing.page(["Đã nhận"]).convert("L")))


def test_the_words_around_a_hit():
    text = "một " * 60 + "Thổ Tang " + "hai " * 60
    found = excerpt(text, ("tho",))
    assert "Thổ Tang" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert excerpt("Thổ Tang", ("khong co",)) == "Thổ Tang"


def test_no_page_pays_for_the_libraries_of_pictures():
    """Outside the machine's process nothing imports them, nor any part of the machine but the one that asks it."""
    room = Path(machine.__file__).parents[1]
    heavy = {"cv2", "numpy", "pypdfium2", "zxingcpp", "onnxruntime", "rapidocr", "asterocr", "PIL"}
    found = set()
    for path in room.rglob("*.py"):
        if path.parent.name == "machine":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
    assert {name.split(".")[0] for name in found} & heavy == set()
    assert {name for name in found if ".scanning.machine" in name} == {
        "tinhso.government.scanning.machine.runner"
    }
