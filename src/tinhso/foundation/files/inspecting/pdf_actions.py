"""What a PDF may not do: run, start, send, fetch, play, hide other files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tinhso.foundation.files.inspecting.pdf_objects import Objects, referenced
from tinhso.foundation.files.inspecting.pdf_syntax import Array, Dict, Name, Ref, Text, text_of
from tinhso.foundation.files.inspecting.verdict import Fault
from tinhso.foundation.files.rules import links

# As an action's kind (/S), an annotation's (/Subtype) or an object's (/Type): the code of the refusal.
_KINDS = {
    "JavaScript": "pdf_script",
    "Launch": "pdf_script",
    "SubmitForm": "pdf_action",
    "ImportData": "pdf_action",
    "GoToR": "pdf_action",
    "GoToE": "pdf_action",
    "Thread": "pdf_action",
    "Rendition": "pdf_media",
    "RichMedia": "pdf_media",
    "RichMediaExecute": "pdf_media",
    "Movie": "pdf_media",
    "Sound": "pdf_media",
    "3D": "pdf_media",
    "EmbeddedFile": "pdf_embedded",
    "FileAttachment": "pdf_embedded",
}
_KIND_KEYS = frozenset({"S", "Subtype", "Type"})
# As a key of any dictionary.
_KEYS = {
    "EmbeddedFiles": "pdf_embedded",
    "EF": "pdf_embedded",
    "XFA": "pdf_xfa",
    "RichMediaContent": "pdf_media",
    "OnInstantiate": "pdf_script",
}
_SCRIPTS = frozenset({"JS", "JavaScript"})


def check_actions(objects: Objects) -> None:
    """Raises Fault with pdf_script, pdf_action, pdf_media, pdf_xfa or pdf_embedded."""
    for value in objects.values:
        # A kind may stand apart as an object of its own: `/S 7 0 R`.
        if isinstance(value, Name) and value in _KINDS:
            raise Fault(_KINDS[value])
    waiting = list(objects.values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, Name) and value in _SCRIPTS:
            raise Fault("pdf_script")
        if isinstance(value, Dict):
            _check_dictionary(value, objects)
        if isinstance(value, Array | Dict):
            waiting += value
    for stream in objects.streams:
        _check_stream(stream)


def _check_dictionary(one: Dict, objects: Objects) -> None:
    for key, value in one.pairs():
        if key in _KEYS:
            raise Fault(_KEYS[key])
        if key in _KIND_KEYS and isinstance(value, Name) and value in _KINDS:
            raise Fault(_KINDS[value])
        if key == "OpenAction":
            _only_moves([value], objects)
        elif key == "AA":
            _only_moves(_triggered(value, objects), objects)
        elif key == "URI":
            _ordinary_link(value, objects)


def _triggered(value: Any, objects: Objects) -> Iterable[Any]:
    for triggers in objects.resolved(value):
        if isinstance(triggers, Dict):
            yield from (action for _, action in triggers.pairs() if isinstance(action, Dict | Ref))


def _only_moves(actions: Iterable[Any], objects: Objects) -> None:
    """What happens unasked may go to a place of this document, and nothing else, however long the chain."""
    seen: set[int] = set()
    waiting = list(actions)
    while waiting:
        value = waiting.pop()
        found = objects.resolved(value)
        if not found:
            # A viewer may find what we did not.
            raise Fault("pdf_action")
        for action in found:
            if not isinstance(action, Dict) or id(action) in seen:
                continue
            seen.add(id(action))
            for kind in referenced(action, "S", objects):
                if kind != "GoTo":
                    raise Fault(_KINDS.get(kind, "pdf_action") if isinstance(kind, Name) else "pdf_action")
            for following in referenced(action, "Next", objects):
                waiting += following if isinstance(following, Array) else [following]


def _ordinary_link(value: Any, objects: Objects) -> None:
    for target in objects.resolved(value):
        if isinstance(target, Text) and links.unsafe(text_of(target)):
            raise Fault("pdf_action")


def _check_stream(stream: Dict) -> None:
    """A stream whose content, or a drawing whose page, lies in another file."""
    if stream.after("Ref") or any(isinstance(value, Text | Dict | Ref) for value in stream.after("F")):
        raise Fault("pdf_action")
