"""The tables of this room."""

from __future__ import annotations

from tinhso.government.directives.models.document import Document, DocumentLink
from tinhso.government.directives.models.heads import Delegation, Headship
from tinhso.government.directives.models.meeting import Conclusion, Meeting, Member
from tinhso.government.directives.models.report import Report
from tinhso.government.directives.models.target import Declaration, Tally, Target, TargetYear
from tinhso.government.directives.models.task import Helper, Milestone, Task, Turn, Warned

__all__ = [
    "Conclusion",
    "Declaration",
    "Delegation",
    "Document",
    "DocumentLink",
    "Headship",
    "Helper",
    "Meeting",
    "Member",
    "Milestone",
    "Report",
    "Tally",
    "Target",
    "TargetYear",
    "Task",
    "Turn",
    "Warned",
]
