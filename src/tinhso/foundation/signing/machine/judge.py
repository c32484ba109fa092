"""One file, read in a bounded child."""

from __future__ import annotations

import json
import os
import resource
from datetime import datetime
from typing import Any

from tinhso.foundation.signing.pades import check as papers
from tinhso.foundation.signing.pades.certs import parsed
from tinhso.foundation.signing.pades.check import Trust
from tinhso.foundation.signing.pades.found import to_json
from tinhso.foundation.signing.pades.grown import one_signature_more
from tinhso.foundation.signing.xades import check as data

MEMORY, CPU_SECONDS = 1_500_000_000, 15


def bounded() -> None:
    """From now on this process is held to the limits of one file, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def judged(task: dict[str, Any], content: bytes) -> dict[str, Any]:
    """What is found on the file. `task`: roots, between, hosts, now, and `sent`, how many bytes of a PDF were sent out to
    be signed; then it is told too whether it came back with a signature alone."""
    trust = Trust(
        tuple(parsed(one.encode()) for one in task["roots"]),
        tuple(parsed(one.encode()) for one in task["between"]),
        frozenset(task["hosts"]),
    )
    kind = data if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else papers
    told: dict[str, Any] = to_json(kind.check(content, trust, datetime.fromisoformat(task["now"])))
    if task["sent"]:
        told["grown"] = kind is papers and one_signature_more(content, int(task["sent"]))
    return told


def answer(task: dict[str, Any], content: bytes, out: int) -> None:
    """In the child: judge within the limits, and write the answer as JSON."""
    bounded()
    told = memoryview(json.dumps(judged(task, content)).encode())
    while told:
        told = told[os.write(out, told) :]
