"""Results that never end are made to prove themselves for decades, where the province wishes it (`archive_results`)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tinhso.foundation.papers import api as papers
from tinhso.foundation.province.api import setting
from tinhso.foundation.records.api import act
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import note_event
from tinhso.government.dossiers.actions.seal_result import WHAT as AGENCY
from tinhso.government.dossiers.models import Result
from tinhso.government.dossiers.rules import reuse as rule
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

PERMANENT = "permanent"
# What was signed within these days is looked at each night; a service that is down for a while costs nothing.
BACK = timedelta(days=10)
MOST = 200


def archive_results(actor: Actor) -> int:
    """Archive what its agency signed lately and is kept for good, and stamp anew what ends; how many files.

    Each is an act of its own: a service that does not answer for one is asked again for it the next night.
    """
    if setting("archive_results") != PERMANENT:
        return 0
    done = 0
    subjects = [UUID(one) for one in signing.signed_since(now() - BACK, (AGENCY,))]
    for start in range(0, len(subjects), MOST):
        rows = Result.objects.select_related("dossier").filter(
            dossier_id__in=subjects[start : start + MOST], published=True, granted=True,
            paper__isnull=False, file__isnull=False,
        )  # fmt: skip
        every = list(rows)
        have = signing.archived_among(row.file_id for row in every if row.file_id)
        done += sum(_try(actor, row) for row in every if row.file_id not in have and _permanent(row))
    for file_id in signing.ending(MOST):
        held = Result.objects.select_related("dossier", "paper").filter(file_id=file_id).first()
        if held is not None:
            done += _try(actor, held)
    return done


def _permanent(result: Result) -> bool:
    content = procedures.get_version(result.dossier.procedure_version_id).content
    kind = rule.kind_of(content.results, result.title)
    return kind is not None and kind.permanent


def _try(actor: Actor, result: Result) -> int:
    try:
        _archive(actor, result)
    except Refused:
        return 0
    return 1


@act("dossier.archive_result")
def _archive(actor: Actor, result: Result) -> None:
    held = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if held.file_id is None or held.file_id != result.file_id or held.paper_id is None:
        return
    stored = signing.archive(actor, held.file_id)
    papers.revise(actor, held.paper_id, stored.pk, "archived")
    held.file_id = stored.pk
    held.save(update_fields=["file"])
    note_event(actor, "archive_result", result.dossier, {"result": held.pk, "file": stored.pk})
