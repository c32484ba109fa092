"""A signature drawn from a page that somebody made elsewhere, laid over its place as it is."""

from __future__ import annotations

import binascii
from io import BytesIO
from uuid import uuid4

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

_AS_IT_IS = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.SHRINK_TO_FIT,
)


class Drawn(PdfContent):
    """The first page of a PDF as the content of an appearance; fonts and pictures come with it."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        """The operator that paints it."""
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        name = b"/Drawn" + binascii.hexlify(uuid4().bytes)
        self.resources.xobject[name.decode("ascii")] = page
        x1, y1, x2, y2 = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x2 - x1), height=abs(y2 - y1))
        return name + b" Do"


def look_of(drawn: bytes) -> StaticStampStyle:
    """The appearance whose picture is this one-page PDF; nothing is drawn around it."""
    return StaticStampStyle(
        background=Drawn(drawn), background_layout=_AS_IT_IS, border_width=0, background_opacity=1.0
    )
