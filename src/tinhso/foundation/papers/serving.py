"""Answering with a paper's PDF, to be opened in the browser's own reader."""

from __future__ import annotations

from django.http import HttpResponse

from tinhso.foundation.files.api import disposition, open_file
from tinhso.foundation.papers.models import Paper
from tinhso.foundation.papers.queries import bytes_of, newest_file

# The reader is the browser's: nothing of the file may load, run or be framed.
POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"


def pdf_answer(paper: Paper) -> HttpResponse:
    """The very bytes that were made. The caller has asked who may read them."""
    name = paper.file.name if paper.file is not None else "giay.pdf"
    return _pdf(bytes_of(paper), name)


def newest_answer(paper: Paper) -> HttpResponse:
    """The same paper as it is today: with the signatures that it got since. The caller has asked who may read it."""
    name, content = (paper.file.name if paper.file is not None else "giay.pdf"), bytes_of(paper)
    newest = newest_file(paper)
    if newest is not None and newest != paper.file_id:
        with open_file(newest) as stream:
            content = bytes(stream.read())
    return _pdf(content, name)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = disposition(name, inline=True)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
