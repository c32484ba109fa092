"""What is looked for in the XML of documents: relationships, content types, fields, formulas, events."""

from __future__ import annotations

from urllib.parse import unquote

from tinhso.foundation.files.inspecting.verdict import Fault
from tinhso.foundation.files.rules import fields, links, package

_FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
_REFUSED = {
    "ddeLink": "dde",
    "oleLink": "outside",
    "OLEObject": "embedded",
    "dbPr": "outside",
    "webPr": "outside",
    "textPr": "outside",
}
_DRAWN = frozenset({"imagedata", "fill", "stroke", "image", "textdata"})


def _refuse(code: str) -> None:
    if code:
        raise Fault(code)


class ContentTypes:
    """The content types that a package gives to its parts."""

    def __init__(self) -> None:
        self._by_extension: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None:
        """Note a declaration. The type of a named part is judged at once, whether the part exists or not."""
        kind = attributes.get("ContentType", "")
        if name == "Override":
            self._by_name[unquote(attributes.get("PartName", "")).lstrip("/").lower()] = kind
            _refuse(package.type_fault(kind))
        elif name == "Default":
            self._by_extension[attributes.get("Extension", "").lower()] = kind

    def text(self, text: str) -> None:
        """Nothing stands there."""

    def end(self, space: str, name: str) -> None:
        """Nothing to close."""

    def of(self, part: str) -> str:
        """The type of a part, or an empty text."""
        low = unquote(part).lower()
        return self._by_name.get(low) or self._by_extension.get(low.rpartition(".")[2], "")


class OfficeWatcher:
    """Parts of Word and Excel, relationships among them."""

    def __init__(self) -> None:
        self._fields: list[list[str]] = []
        self._nested_first: list[bool] = []
        self._stray: list[str] = []
        self._collected: list[str] | None = None

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None:
        """Judge an element by itself; begin to collect what its text will say."""
        if name == "Relationship":
            given = attributes.get
            _refuse(package.related_fault(given("Type", ""), given("Target", ""), given("TargetMode", "")))
        elif name == "fldSimple":
            _refuse(fields.instruction_fault(attributes.get("instr", "")))
        elif name == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif name in ("instrText", "delInstrText"):
            self._collected = self._fields[-1] if self._fields else self._stray
        elif name in _FORMULAS:
            self._collected = []
        elif name in _REFUSED:
            _refuse(_REFUSED[name])
        elif name in _DRAWN and any(links.elsewhere(attributes.get(key, "")) for key in ("src", "href")):
            _refuse("outside")

    def text(self, text: str) -> None:
        """Keep a piece of an instruction or formula."""
        if self._collected is not None:
            self._collected.append(text)

    def end(self, space: str, name: str) -> None:
        """Judge what was collected."""
        if name in _FORMULAS and self._collected is not None:
            _refuse(fields.formula_fault("".join(self._collected)))
        if name in _FORMULAS or name in ("instrText", "delInstrText"):
            self._collected = None

    def close(self) -> None:
        """The part ends: judge fields that were never closed and instructions outside of any."""
        while self._fields:
            self._field("end")
        _refuse(fields.instruction_fault("".join(self._stray)))

    def _field(self, moment: str) -> None:
        if moment == "begin":
            if self._fields and not "".join(self._fields[-1]).strip():
                self._nested_first[-1] = True
            self._fields.append([])
            self._nested_first.append(False)
        elif moment in ("separate", "end") and self._fields:
            _refuse(fields.instruction_fault("".join(self._fields[-1]), nested_first=self._nested_first[-1]))
            if moment == "separate":
                # What follows is the result; fields inside it stand on their own.
                self._fields[-1], self._nested_first[-1] = ["="], False
            else:
                self._fields.pop()
                self._nested_first.pop()


class OpenDocumentWatcher:
    """Parts of OpenDocument."""

    _REFUSED = {
        "script": "macro",
        "event-listener": "macro",
        "execute-macro": "macro",
        "dde-connection": "dde",
        "dde-connection-decl": "dde",
        "dde-source": "dde",
        "dde-link": "dde",
        "object-ole": "embedded",
        "plugin": "embedded",
        "applet": "embedded",
        "encryption-data": "encrypted_office",
    }

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None:
        """Judge an element and where it leads."""
        if name in self._REFUSED:
            _refuse(self._REFUSED[name])
        if "formula" in attributes:
            _refuse(fields.formula_fault(attributes["formula"]))
        target = attributes.get("href", "")
        if links.runs(target):
            _refuse("macro")
        if not target or (name == "a" and not links.unsafe(target)):
            return
        # The template a text was once made from is only a note, unless it lies on the network.
        if links.unsafe(target) or (
            links.elsewhere(target) and (name != "template" or links.fetched(target))
        ):
            _refuse("outside_template" if name == "template" else "outside")
        if name in ("auto-reload", "section-source", "table-source", "cell-range-source"):
            _refuse("outside")

    def text(self, text: str) -> None:
        """Text does nothing."""

    def end(self, space: str, name: str) -> None:
        """Nothing to close."""

    def close(self) -> None:
        """Nothing is left open."""
