"""Answering with a paper's PDF, to be opened in the browser's own reader."""

from __future__ import annotations

from django.http import HttpResponse

from tinhso.foundation.files.api import disposition
from tinhso.foundation.papers.models import Paper
from tinhso.foundation.papers.queries import bytes_of

# The reader is the browser's: nothing of the file may load, run or be framed.
POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"


def pdf_answer(paper: Paper) -> HttpResponse:
    """The very bytes that were made. The caller has asked who may read them."""
    name = paper.file.name if paper.file is not None else "giay.pdf"
    answer = HttpResponse(bytes_of(paper), content_type="application/pdf")
    answer["Content-Disposition"] = disposition(name, inline=True)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
