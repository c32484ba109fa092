"""What people type, scan or send to have a paper checked. Pure."""

from __future__ import annotations

import re

PATH = "/xac-minh/"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def parted(code: str, token: str) -> tuple[str, str]:
    """The paper's own code and its verification code; a scanner may type the QR's whole address into the first."""
    code, token = code.strip()[:400], token.strip()[:80]
    if PATH in code:
        code, _slash, token = code.partition(PATH)[2].strip("/").partition("/")
    return code.strip().upper()[:60], token.strip().upper()[:80]


def digest(typed: str) -> str:
    """A SHA-256 as 64 small hexadecimal digits, whatever its case and grouping; empty when it is none."""
    plain = re.sub(r"[\s:]", "", typed[:300]).lower()
    return plain if _DIGEST.fullmatch(plain) else ""
