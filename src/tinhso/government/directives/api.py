"""The door of steering: what the demonstration and other rooms may do here."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from tinhso.government.directives.access import gives as may_give
from tinhso.government.directives.actions.assign import Assignment, assign
from tinhso.government.directives.actions.carry import progress, receive, report
from tinhso.government.directives.actions.documents import Entry, enter
from tinhso.government.directives.actions.judge import accept, cancel, extend, send_back
from tinhso.government.directives.models import Document, Task

__all__ = [
    "Assignment",
    "Document",
    "Entry",
    "Task",
    "accept",
    "assign",
    "cancel",
    "enter",
    "extend",
    "give_from_figure",
    "may_give",
    "progress",
    "receive",
    "report",
    "send_back",
]


def give_from_figure(name: str, agency_id: UUID | str, value: str, page: str = "") -> str:
    """Address of the form that gives a task from a figure: `/can-bo/chi-dao/giao-tu-so-lieu/?chi_so=…&don_vi=…&gia_tri=…`.

    `name` is the index as its page calls it (≤ 300 characters), `agency_id` the id or the slug of the agency whose
    figure it is, `value` the figure as it is shown (≤ 60), `page` the address on this site that opens the figure; the
    task keeps the three as they were. Show the link only where `may_give(actor)`: everybody else is refused there.
    """
    said = {"chi_so": name[:300], "don_vi": str(agency_id), "gia_tri": value[:60], "trang": page[:300]}
    told = urlencode({key: text for key, text in said.items() if text})
    return f"{reverse('directives:give_from_figure')}?{told}"
