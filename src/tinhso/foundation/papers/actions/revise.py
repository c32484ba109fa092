"""A paper goes on after it was made: it is signed, numbered, sealed. Each state is kept; none is changed."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import get_file
from tinhso.foundation.papers.models import Paper, Revision
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound


@act("paper.revise")
def revise(actor: Actor, paper_id: UUID, file_id: UUID, what: str) -> Revision:
    """This file is the paper from now on. The caller has checked the right and has only added to the file before."""
    paper, stored = Paper.objects.filter(pk=paper_id).first(), get_file(file_id)
    if paper is None or stored is None:
        raise NotFound("papers.unknown", _("Không tìm thấy giấy này."))
    made = Revision.objects.create(
        paper=paper,
        what=what,
        file=stored,
        sha256=stored.sha256,
        made_at=now(),
        made_by_id=actor.account_id,
    )
    facts = {"what": what, "file": stored.pk, "key": paper.key}
    record(actor, "paper.revise", Subject("paper", paper.pk), facts, {"sha256": stored.sha256})
    return made
