"""Reading a part of a document as XML, piece by piece, without document type, entities or endless nesting."""

from __future__ import annotations

from typing import IO, Protocol

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from tinhso.foundation.files.inspecting.verdict import Fault
from tinhso.foundation.files.rules import links

MOST_DEPTH = 500
_PIECE = 65_536
_SINGLE = frozenset({"instr", "fldCharType", "ContentType", "PartName", "Target", "TargetMode", "formula"})


class Watcher(Protocol):
    """Who is told of each element."""

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None:
        """An element begins; the attributes' names are without their namespaces."""

    def text(self, text: str) -> None:
        """Text, perhaps in pieces."""

    def end(self, space: str, name: str) -> None:
        """An element ends."""


class _Target:
    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Fault("too_slow")
        space, _, name = tag.rpartition("}")
        self._watcher.start(space[1:], name, _plain(attributes))

    def end(self, tag: str) -> None:
        self._depth -= 1
        space, _, name = tag.rpartition("}")
        self._watcher.end(space[1:], name)

    def data(self, text: str) -> None:
        self._watcher.text(text)

    def close(self) -> None:
        return None


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes without their namespaces. Programs may differ about which of two of one name counts."""
    plain: dict[str, str] = {}
    for key, value in attributes.items():
        short = key.rpartition("}")[2]
        if short in plain and short in _SINGLE:
            raise Fault("damaged")
        if short not in plain or links.elsewhere(value):
            plain[short] = value
    return plain


def read_xml(part: IO[bytes], watcher: Watcher, *, allow_type: bool = False) -> None:
    """Tell the watcher of every element. An empty part has none.

    `allow_type`: a document type without entities may stand, as in manifests of old OpenOffice.
    Raises Fault with xml_entities, damaged or too_slow, and what the watcher raises.
    """
    parser = DefusedXMLParser(target=_Target(watcher), forbid_dtd=not allow_type)
    piece = part.read(_PIECE)
    if not piece:
        return
    try:
        while piece:
            parser.feed(piece)
            piece = part.read(_PIECE)
        parser.close()
    except DefusedXmlException:
        raise Fault("xml_entities") from None
    except (ParseError, ValueError, LookupError):
        raise Fault("damaged") from None
