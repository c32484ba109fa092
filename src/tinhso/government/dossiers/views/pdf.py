"""Answering with a paper's PDF, to be opened in the browser's own reader."""

from __future__ import annotations

from django.http import HttpResponse

from tinhso.foundation.files.api import disposition
from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.api import Paper

# The reader is the browser's: nothing of the file may load, run or be framed.
_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"


def pdf(paper: Paper) -> HttpResponse:
    """The very bytes that were made."""
    name = paper.file.name if paper.file is not None else "giay.pdf"
    answer = HttpResponse(papers.bytes_of(paper), content_type="application/pdf")
    answer["Content-Disposition"] = disposition(name, inline=True)
    answer["Content-Security-Policy"] = _POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def picture(pages: list[bytes], number: int) -> HttpResponse:
    """One page of a preview."""
    found = pages[number - 1] if 0 < number <= len(pages) else b""
    answer = HttpResponse(found, content_type="image/png", status=200 if found else 404)
    answer["Cache-Control"] = "private, no-store"
    return answer
