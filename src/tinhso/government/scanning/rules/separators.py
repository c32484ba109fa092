"""What the QR of a separator sheet says. Only sheets that this site printed part papers.

A citizen's own paper may carry any QR; so the text ends with a tag made with the site's secret, and whatever
lacks it is an ordinary page.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

PREFIX = "TINHSO/TACH/1?"
TAG_DIGITS = 16
LONGEST_CODE, LONGEST_KEY = 60, 120


@dataclass(frozen=True)
class Separator:
    """A sheet between papers. `code` is the dossier, `key` the component of the paper behind it; empty: not told."""

    code: str = ""
    key: str = ""


def text_for(separator: Separator, secret: bytes) -> str:
    """The text of the sheet's QR."""
    query = urlencode({"hs": separator.code, "tp": separator.key})
    return f"{PREFIX}{query}&k={_tag(query, secret)}"


def read(text: str, secret: bytes) -> Separator | None:
    """The sheet that a QR's text names, or None when it is none of this site's."""
    if not text.startswith(PREFIX) or len(text) > 2000:
        return None
    query, _mark, tag = text.removeprefix(PREFIX).rpartition("&k=")
    if not hmac.compare_digest(tag.encode(), _tag(query, secret).encode()):
        return None
    parts = parse_qs(query, keep_blank_values=True)
    code, key = parts.get("hs", [""])[0], parts.get("tp", [""])[0]
    return Separator(code[:LONGEST_CODE], key[:LONGEST_KEY])


def _tag(query: str, secret: bytes) -> str:
    return hmac.new(secret, query.encode(), hashlib.sha256).hexdigest()[:TAG_DIGITS]
