"""What the parts of an Office package may be, and what they may be related to."""

from __future__ import annotations

from tinhso.foundation.files.rules import links

# Last word of a relationship's type, in small letters: the code of the refusal. What Word and Excel themselves keep
# inside (themes, styles, charts, comments, printer settings, form controls of a sheet) is not here.
_RELATED = {
    "vbaproject": "macro",
    "wordvbadata": "macro",
    "xlmacrosheet": "macro",
    "xlintlmacrosheet": "macro",
    "control": "macro",
    "activexcontrolbinary": "macro",
    "oleobject": "embedded",
    "package": "embedded",
    "afchunk": "embedded",
    "webextension": "outside",
    "webextensiontaskpanes": "outside",
    "attachedtemplate": "outside_template",
}
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")
_EMBEDDED_TYPES = ("oleobject", "openxmlformats-officedocument.package")


def related_fault(kind: str, target: str, mode: str) -> str:
    """The code why a relationship is refused, or an empty text.

    Only hyperlinks may lead out of the document, and only to where a click may go.
    """
    word = kind.strip().rstrip("/").rsplit("/", 1)[-1].lower()
    outside = mode.strip().lower() == "external" or links.elsewhere(target)
    if word == "hyperlink":
        return "outside" if links.unsafe(target) else ""
    if word == "attachedtemplate" and not outside:
        return ""
    if word in _RELATED:
        return _RELATED[word]
    return "outside" if outside else ""


def type_fault(media_type: str) -> str:
    """The code why a part of this content type is refused, or an empty text."""
    low = media_type.lower()
    if any(word in low for word in _MACRO_TYPES):
        return "macro"
    return "embedded" if any(word in low for word in _EMBEDDED_TYPES) else ""


def is_xml(name: str, media_type: str) -> bool:
    """True when a part must be XML that we read. Pictures are not, though some are drawn in XML."""
    low = media_type.lower().split(";")[0].strip()
    if low.startswith("image/"):
        return False
    return low.endswith(("+xml", "/xml")) or name.lower().endswith((".xml", ".rels", ".rdf", ".vml"))
