"""Links inside documents: which ones a click may follow."""

from __future__ import annotations

import re

_IGNORED = re.compile(r"[\x00-\x20\xa0\u200b\ufeff]+")
_RUNS = re.compile(
    r"(javascript|vbscript|data|macro|vnd\.sun\.star\.[a-z]+|ms-[a-z-]+|search-ms|slot|private):", re.I
)
_SHARE = re.compile(r"(file:)?[/\\]{2}(?![a-z]:)[^/\\]|file:[/\\]{4,}", re.I)
_FETCHED = re.compile(r"(https?|ftps?|davs?|smb|webdavs?|sftp):", re.I)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|\\\\|//", re.I)


def unsafe(target: str) -> bool:
    """True for a link that runs something or opens a network share instead of a page.

    Viewers skip white space inside a scheme, and so does this.
    """
    plain = _IGNORED.sub("", target)
    return bool(_RUNS.match(plain) or _SHARE.match(plain))


def elsewhere(target: str) -> bool:
    """True when the target lies outside the document: it has a scheme, a drive or a host."""
    return bool(_ELSEWHERE.match(_IGNORED.sub("", target)))


def runs(target: str) -> bool:
    """True for a link that runs something."""
    return bool(_RUNS.match(_IGNORED.sub("", target)))


def fetched(target: str) -> bool:
    """True for a target that is fetched over a network."""
    return unsafe(target) or bool(_FETCHED.match(_IGNORED.sub("", target)))
