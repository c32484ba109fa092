"""How the two processes talk: a JSON line's length and the bytes' length, then both. Pure but for the pipe."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

HEAD = struct.Struct(">II")


def packed(message: dict[str, Any], body: bytes = b"") -> bytes:
    """One message as bytes."""
    text = json.dumps(message, ensure_ascii=False).encode()
    return HEAD.pack(len(text), len(body)) + text + body


def read(take: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next message; `take(n)` gives exactly n bytes, or fewer when the other side is gone (then None)."""
    head = take(HEAD.size)
    if len(head) < HEAD.size:
        return None
    text_size, body_size = HEAD.unpack(head)
    text, body = take(text_size), take(body_size)
    if len(text) < text_size or len(body) < body_size:
        return None
    message: dict[str, Any] = json.loads(text)
    return message, body
