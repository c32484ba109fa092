"""One file in, one verdict out."""

from __future__ import annotations

from pathlib import Path

from tinhso.foundation.files.inspecting.image import check_image
from tinhso.foundation.files.inspecting.office import check_office
from tinhso.foundation.files.inspecting.pdf import check_pdf
from tinhso.foundation.files.inspecting.plain import check_text, check_xml
from tinhso.foundation.files.inspecting.verdict import Fault, Verdict
from tinhso.foundation.files.rules.types import sniff


def check(path: Path) -> Verdict:
    """Open the file and say what it is, or why it is refused. Never raises for a bad file."""
    with path.open("rb") as file:
        head = file.read(4096)
    try:
        return _opened(path, sniff(head))
    except Fault as fault:
        return Verdict(code=fault.code)
    except MemoryError:
        return Verdict(code="too_slow")
    except Exception:
        return Verdict(code="damaged")


def _opened(path: Path, what: str) -> Verdict:
    if what == "pdf":
        return Verdict("pdf", check_pdf(path))
    if what in ("jpeg", "png", "webp"):
        return Verdict(what, check_image(path, what))
    if what == "zip":
        return Verdict(check_office(path))
    if what == "xml":
        check_xml(path)
        return Verdict("xml")
    if what in ("text", "unknown"):
        check_text(path)
        return Verdict("txt")
    raise Fault(what)
