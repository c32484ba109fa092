"""One task from stdin as JSON, its answer on stdout: `split`, `text` or `pdf` (a TIFF made a document)."""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 4_000_000_000


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Do the task; libraries are loaded only for what is asked."""
    if task["verb"] == "text":
        from tinhso.government.scanning.machine.reader import Reader

        reader = Reader()
        return {"pages": [reader.text(Path(path)) for path in task["images"]]}
    if task["verb"] == "pdf":
        from tinhso.government.scanning.machine.tiff import to_pdf

        to_pdf(Path(task["path"]), Path(task["out"]))
        return {}
    from tinhso.government.scanning.machine.splitter import TooManyPages, papers

    try:
        return papers(task["files"], Path(task["out"]), bytes.fromhex(task["secret"]))
    except TooManyPages:
        return {"fault": "too_many_pages"}


def main() -> None:
    """Bounded in memory, behind everybody else in the queue for the processor."""
    logging.disable(logging.CRITICAL)
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Libraries print as they please; the answer alone goes to the asker.
    out = os.dup(1)
    os.dup2(2, 1)
    said = json.dumps(answer(json.load(sys.stdin)))
    with os.fdopen(out, "w", encoding="utf-8") as pipe:
        pipe.write(said)


if __name__ == "__main__":
    main()
