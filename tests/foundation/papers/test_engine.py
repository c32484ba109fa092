"""The machine: data is never source, nothing outside is read, nothing hangs, the same in is the same out."""

from __future__ import annotations

import re

import pytest

from tinhso.foundation.papers import engine
from tinhso.foundation.papers.checking import bare, text_of
from tinhso.foundation.papers.engine import PaperFailed, Sheet
from tinhso.foundation.papers.rules.canonical import digest_of_files

HEAD = '#let d = json(bytes(sys.inputs.data))\n#set document(title: "Thử", date: auto)\n#set text(font: "Tinos", lang: "vi", hyphenate: false)\n'
AT = 1_767_225_600


def sheet(source: str, **more: str) -> Sheet:
    files = {"a.typ": HEAD + source, **more}
    return Sheet(digest_of_files(files), files, "a.typ")


SAID = sheet("#d.text")


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "$ x^2 $ #set page(width: 1pt) ] } ) #panic()",
        '"); #panic("x',
        r"\u{41} \ \\ \n @nguon <nhan> *đậm* _nghiêng_ `mã` = Đề mục // hết /* hết */ ~ --- ...",
        "#" * 50 + "<" * 50 + "@" * 50,
        "Đường Trần Hưng Đạo, ỡ Ỹ ặ " * 20,
    ],
)
def test_what_people_typed_is_text(text: str) -> None:
    found = text_of(engine.make(SAID, {"text": text}, at=AT).pdf)
    assert re.sub(r"\s|\ufffe", "", found) == re.sub(r"\s", "", text)


def test_ten_thousand_letters() -> None:
    text = "Nguyễn Thị Ví Dụ #$\\@< " * 450
    assert len(text) > 10_000
    assert bare(text_of(engine.make(SAID, {"text": text}, at=AT).pdf)) == bare(text)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('#read("/etc/passwd")', "file not found"),
        ('#read("../../../../../etc/passwd")', "escape"),
        ('#read("/proc/self/environ")', "file not found"),
        ('#import "@preview/cetz:0.3.0": canvas', "package"),
        ("#nope", "unknown variable"),
        ("#let f(n) = f(n) + 1\n#f(1)", "depth"),
    ],
)
def test_a_template_reaches_nothing_outside(source: str, said: str) -> None:
    with pytest.raises(PaperFailed) as failed:
        engine.make(sheet(source), {}, at=AT)
    assert failed.value.code == "template"
    assert said in failed.value.told


def test_a_template_that_does_not_end_is_ended() -> None:
    endless = sheet("#let n = 0\n#while d.on { n = n + 1; if n > 100000 { n = 0 } }")
    with pytest.raises(PaperFailed) as failed:
        engine.make(endless, {"on": True}, at=AT, seconds=1)
    assert failed.value.code in ("too_slow", "template")
    assert engine.make(SAID, {"text": "còn chạy"}, at=AT).pdf.startswith(b"%PDF")


def test_a_template_that_eats_memory_dies_alone() -> None:
    greedy = sheet('#let s = "a" * 1000000\n#range(100000000).map(x => s + str(x)).len()')
    with pytest.raises(PaperFailed) as failed:
        engine.make(greedy, {}, at=AT)
    assert failed.value.code in ("died", "too_slow")
    assert engine.make(SAID, {"text": "còn chạy"}, at=AT).pdf.startswith(b"%PDF")


def test_too_much_data_is_refused() -> None:
    with pytest.raises(PaperFailed) as failed:
        engine.make(SAID, {"text": "a" * (engine.MOST_DATA + 1)}, at=AT)
    assert failed.value.code == "too_much_data"


def test_the_same_in_is_the_same_out() -> None:
    first = engine.make(SAID, {"text": "một"}, at=AT).pdf
    engine.close()  # and so is it of another process
    assert engine.make(SAID, {"text": "một"}, at=AT).pdf == first
    assert engine.make(SAID, {"text": "hai"}, at=AT).pdf != first


def test_no_secret_of_the_site_reaches_the_machine() -> None:
    engine.make(SAID, {"text": "a"}, at=AT)
    (machine,) = engine._POOL.free
    with open(f"/proc/{machine.process.pid}/environ", "rb") as told:
        names = {pair.partition(b"=")[0] for pair in told.read().split(b"\0") if pair}
    assert names <= {
        b"PATH",
        b"PYTHONPATH",
        b"LANG",
        b"HTTPS_PROXY",
        b"HTTP_PROXY",
        b"RAYON_NUM_THREADS",
        b"OPENBLAS_NUM_THREADS",
    }
