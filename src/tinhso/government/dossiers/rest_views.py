"""From what the room knows to what the REST API gives."""

from __future__ import annotations

from typing import Any

from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.tracking import Tracking
from tinhso.government.dossiers.rules.transitions import STATE_NAMES

_PLAIN = (
    "id",
    "code",
    "version",
    "state",
    "procedure_code",
    "procedure_title",
    "channel",
    "filed_at",
    "accepted_at",
    "due_at",
    "next_due",
    "finished_at",
    "returned_at",
)


def dossier_out(dossier: Dossier) -> dict[str, Any]:
    """The plain facts of a dossier."""
    return {**{key: getattr(dossier, key) for key in _PLAIN}, "state_name": str(STATE_NAMES[dossier.state])}


def tracking_out(view: Tracking) -> dict[str, Any]:
    """The tracking view; no names of officers, no notes between them."""
    asked = view.supplement
    return {
        **dossier_out(view.dossier),
        "holder": view.holder,
        "next_step": view.next_step,
        "overdue": view.overdue,
        "owed": view.owed,
        "steps": [
            {"title": s.title, "where": s.where, "at": s.at, "due_at": s.due_at, "done_at": s.done_at}
            for s in view.steps
        ],
        "papers": [
            {
                "component_key": f.component_key,
                "component_name": f.component_name,
                "file_id": f.file_id,
                "name": f.file.name if f.file else "",
                "size": f.file.size if f.file else None,
                "sha256": f.file.sha256 if f.file else "",
            }
            for f in view.files
        ],
        "asked": [
            {"kind": i.kind, "key": i.key, "label": i.label, "remark": i.remark} for i in asked.items.all()
        ]
        if asked
        else [],
        "deadline": asked.deadline if asked else None,
    }
