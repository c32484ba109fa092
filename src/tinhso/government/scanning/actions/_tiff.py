"""A TIFF comes in as a PDF, whichever way it came: neither the store nor browsers know TIFF."""

from __future__ import annotations

from pathlib import Path

from tinhso.government.scanning.machine.runner import ask

TIFF = (".tif", ".tiff")
SECONDS = 120.0


def is_tiff(name: str) -> bool:
    """True for the name of a TIFF."""
    return name.lower().endswith(TIFF)


def as_pdf(source: Path, folder: Path, seconds: float = SECONDS) -> Path:
    """The TIFF as a PDF in that folder of the caller's, who removes it with all that lies in it.

    Raises MachineFailed. A machine that is ended in the middle leaves what it wrote in the folder, nowhere else.
    """
    made = folder / "tiff.pdf"
    ask({"verb": "pdf", "path": str(source), "out": str(made)}, seconds)
    return made
