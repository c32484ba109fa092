"""The door of steering: what the demonstration and other rooms may do here."""

from __future__ import annotations

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
    "progress",
    "receive",
    "report",
    "send_back",
]
