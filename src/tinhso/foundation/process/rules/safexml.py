"""XML from outside, read so that it cannot harm: size, depth and count limited, no DTD, no entities."""

from __future__ import annotations

from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _
from lxml import etree

from tinhso.lib.errors import Refused

MAX_BYTES = 1_048_576
MAX_DEPTH = 40
MAX_ELEMENTS = 20_000


class _Counter:
    """A parser target that keeps no tree, so that a refused file costs no memory."""

    def __init__(self) -> None:
        self.depth = 0
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise Refused(
                "process.xml.deep",
                _("Tệp XML lồng quá sâu hoặc có quá nhiều phần tử."),
                way_out=_("Chia quy trình thành các quy trình nhỏ hơn."),
            )

    def end(self, tag: str) -> None:
        self.depth -= 1

    def data(self, text: str) -> None:
        """Text is of no interest in the first pass."""

    def close(self) -> int:
        return self.count


def parse_xml(xml: bytes) -> Any:
    """The root element (lxml, with line numbers) of a file that passed the safety pass.

    Raises Refused: `process.xml.large`, `.unsafe` (DTD, entity, external reference), `.deep`, `.broken`
    (its `field` is the line).
    """
    if len(xml) > MAX_BYTES:
        raise Refused(
            "process.xml.large",
            _("Tệp XML lớn hơn 1 MB."),
            way_out=_("Bỏ hình ảnh nhúng hoặc chia nhỏ quy trình."),
        )
    _first_pass(xml)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error.lineno or 0) from error


def _first_pass(xml: bytes) -> None:
    parser = DefusedXMLParser(target=_Counter(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(xml)
        parser.close()
    except DefusedXmlException as error:
        raise Refused(
            "process.xml.unsafe",
            _("Tệp XML chứa DTD, thực thể hoặc tham chiếu bên ngoài nên không được đọc."),
            way_out=_("Xoá phần <!DOCTYPE …> rồi tải lại."),
        ) from error
    except (SyntaxError, ValueError, LookupError) as error:
        raise _broken(getattr(error, "position", (0, 0))[0]) from error


def _broken(line: int) -> Refused:
    return Refused(
        "process.xml.broken",
        _("Tệp XML không đúng cú pháp."),
        field=str(line),
        way_out=_("Mở tệp bằng trình vẽ BPMN và lưu lại; lỗi ở dòng %(line)d.") % {"line": line},
    )
