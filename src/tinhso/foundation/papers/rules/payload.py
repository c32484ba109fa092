"""What the QR of a paper says, as a signed text that anybody checks without asking us. Pure.

A compact JWS (RFC 7515) with EdDSA (RFC 8037): any JOSE library verifies it against the published keys. Its
claims are the minimum of TT 01/2023/TT-VPCP, Điều 26, under one letter each, so that the symbol stays coarse enough
for a paper of A5 that was copied twice; decision 17 names them.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

FOR_EVER = "-"
LONGEST = 3000


@dataclass(frozen=True)
class Claims:
    """`applicant` is a digest that only this site can make (never a number, never a name).

    `due`: of a receipt; `until`, `permanent` and `scope`: of a result, as far as they are known.
    """

    paper: UUID
    dossier: str
    procedure: str
    applicant: str
    document: str
    system: str
    issued: datetime
    due: datetime | None = None
    until: date | None = None
    permanent: bool = False
    scope: str = ""


def signed(claims: Claims, key_id: str, sign: Callable[[bytes], bytes]) -> str:
    """The compact text: header.claims.signature."""
    head = _text({"alg": "EdDSA", "kid": key_id})
    body = _text(_written(claims))
    data = f"{head}.{body}"
    return f"{data}.{_b64(sign(data.encode()))}"


def read(token: str, verify: Callable[[str, bytes, bytes], bool]) -> Claims | None:
    """The claims of a text that one of our keys signed; None for anything else, however it is spoilt."""
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3:
        return None
    try:
        head = json.loads(_raw(parts[0]))
        if not isinstance(head, dict) or head.get("alg") != "EdDSA" or set(head) != {"alg", "kid"}:
            return None
        if not verify(str(head["kid"]), _raw(parts[2]), f"{parts[0]}.{parts[1]}".encode()):
            return None
        return _read(json.loads(_raw(parts[1])))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
        return None


def _written(claims: Claims) -> dict[str, Any]:
    said: dict[str, Any] = {
        "i": _b64(claims.paper.bytes),
        "d": claims.dossier,
        "p": claims.procedure,
        "a": claims.applicant,
        "n": claims.document,
        "s": claims.system,
        "t": int(claims.issued.timestamp()),
    }
    if claims.due is not None:
        said["h"] = int(claims.due.timestamp())
    if claims.until is not None or claims.permanent:
        said["v"] = FOR_EVER if claims.until is None else claims.until.isoformat()
    if claims.scope:
        said["w"] = claims.scope
    return said


def _read(said: dict[str, Any]) -> Claims:
    term = said.get("v", "")
    return Claims(
        UUID(bytes=_raw(said["i"])),
        str(said["d"]),
        str(said["p"]),
        str(said["a"]),
        str(said["n"]),
        str(said["s"]),
        datetime.fromtimestamp(int(said["t"]), UTC),
        datetime.fromtimestamp(int(said["h"]), UTC) if "h" in said else None,
        date.fromisoformat(term) if term and term != FOR_EVER else None,
        term == FOR_EVER,
        str(said.get("w", "")),
    )


def _text(value: dict[str, Any]) -> str:
    return _b64(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _raw(text: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(text) from error
    # One text for one value: spare bits or strange letters would give a second spelling of the same paper.
    if _b64(raw) != text:
        raise ValueError(text)
    return raw
