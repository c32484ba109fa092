"""One line of JSON (roots, between, hosts, now, sent) and then a PDF or an XML document from stdin; what was found, as
JSON, on stdout.

`sent`: how many bytes of a PDF were sent out to be signed; then it is told too whether it came back with a signature alone.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
from datetime import datetime

MEMORY, CPU_SECONDS = 1_500_000_000, 15


def main() -> None:
    """Libraries are loaded behind the limits, and print nowhere."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.dup(1)
    os.dup2(2, 1)
    from tinhso.foundation.signing.pades import check as papers
    from tinhso.foundation.signing.pades.certs import parsed
    from tinhso.foundation.signing.pades.check import Trust
    from tinhso.foundation.signing.pades.found import to_json
    from tinhso.foundation.signing.xades import check as data

    task = json.loads(sys.stdin.buffer.readline())
    trust = Trust(
        tuple(parsed(one.encode()) for one in task["roots"]),
        tuple(parsed(one.encode()) for one in task["between"]),
        frozenset(task["hosts"]),
    )
    content, now = sys.stdin.buffer.read(), datetime.fromisoformat(task["now"])
    kind = data if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else papers
    told = to_json(kind.check(content, trust, now))
    if task["sent"]:
        from tinhso.foundation.signing.pades.grown import one_signature_more

        told["grown"] = kind is papers and one_signature_more(content, int(task["sent"]))
    os.write(out, json.dumps(told).encode())


if __name__ == "__main__":
    main()
