"""What stands in the place of a signature, a seal or a number, drawn as a small page of its own.

Nghị định 30/2020/NĐ-CP, Phụ lục I: a person's signature is its image, blue and transparent, without text; an agency's
the image of its seal, red, in real size; a separate annex and a copy bear text alone, upright, ten points, black.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tinhso.foundation.papers import engine
from tinhso.foundation.papers.actions.typeset import refused
from tinhso.foundation.papers.engine import Sheet

# The letters of all papers, also for whoever draws a picture that stands on one.
FONTS = Path(__file__).parent / "fonts"
_TEXT = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: auto)
#set page(width: d.width * 1pt, height: d.height * 1pt, margin: 0pt, fill: none)
#set text(font: "Tinos", lang: "vi", size: d.size * 1pt, hyphenate: false, fill: black)
#set par(leading: 0.4em, spacing: 0.4em)
#let words = d.lines.map(one => if d.italic { emph(one) } else { one }).join(linebreak())
#let side = if d.align == "left" { left } else if d.align == "right" { right } else { center }
#if d.image != "" {
  place(center + horizon, image(bytes(d.image), format: "svg", width: 100%, height: 100%, fit: "contain", alt: d.title))
}
#if d.lines.len() > 0 { place(side + horizon, box(width: 100%, align(side, words))) }
"""
_SHEET = Sheet(sha256(_TEXT.encode()).hexdigest(), {"stamp.typ": _TEXT}, "stamp.typ")
# The law's size; a narrow place gets smaller letters instead of lines that run out of it.
SIZE = 10.0


def stamp(
    width: float,
    height: float,
    lines: Sequence[str] = (),
    *,
    title: str,
    picture: bytes = b"",
    size: float = SIZE,
    italic: bool = False,
    align: str = "center",
) -> bytes:
    """A one-page PDF of this size in points: a PNG picture, lines of text, or both. `title` is read aloud.

    Raises Refused when the machine cannot draw it.
    """
    data = {
        "width": width,
        "height": height,
        "lines": list(lines),
        "title": title,
        "image": _wrapped(picture) if picture else "",
        "size": size,
        "italic": italic,
        "align": align,
    }
    with refused():
        return engine.make(_SHEET, data, at=0).pdf


def _wrapped(png: bytes) -> str:
    """A picture as SVG: what the template is given is text."""
    wide, high = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    held = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<image width="{wide}" height="{high}" href="data:image/png;base64,{held}"/></svg>'
    )
