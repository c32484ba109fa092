"""What can be asked about definitions and runs."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.process.engine.definitions import definition
from tinhso.foundation.process.engine.session import load
from tinhso.foundation.process.models import ProcessRun, ProcessSpec
from tinhso.foundation.process.rules.check import model_of
from tinhso.foundation.process.rules.following import following
from tinhso.foundation.process.rules.values import Run, Step, StepSpec
from tinhso.lib.errors import NotFound


def outline(spec_id: str) -> list[StepSpec]:
    """The steps of a definition in likely order. Raises NotFound."""
    return list(definition(spec_id).steps.values())


@lru_cache(maxsize=256)
def followers(spec_id: str) -> dict[str, frozenset[str]]:
    """For each step of a definition the steps that may be next; an empty key where the process may end there.

    A definition never changes, so this is read once. Raises NotFound.
    """
    xml = ProcessSpec.objects.filter(pk=spec_id).values_list("xml", flat=True).first()
    if xml is None:
        raise NotFound("process.spec", _("Không có quy trình này."))
    return following(model_of(xml.encode()))


def steps_of_run(run_id: UUID) -> list[StepSpec]:
    """The steps of the definition that a run follows, in likely order. Raises NotFound."""
    return outline(spec_of_run(run_id))


def spec_of_run(run_id: UUID) -> str:
    """The definition that a run follows. Raises NotFound."""
    spec_id = ProcessRun.objects.filter(pk=run_id).values_list("spec_id", flat=True).first()
    if spec_id is None:
        raise NotFound("process.run", _("Không có lượt chạy quy trình này."))
    return str(spec_id)


def run(run_id: UUID) -> Run:
    """A run as it stands. Raises NotFound."""
    row = ProcessRun.objects.filter(pk=run_id).first()
    if row is None:
        raise NotFound("process.run", _("Không có lượt chạy quy trình này."))
    steps = load(row).steps() if row.status == ProcessRun.Status.RUNNING else []
    return Run(row.id, row.spec_id, row.subject_id, row.status, dict(row.data), steps)


def waiting(run_id: UUID) -> list[Step]:
    """The steps that wait for somebody now; none when the run is over. Raises NotFound."""
    return run(run_id).steps


def visited(run_id: UUID) -> list[StepSpec]:
    """The steps that are done and still count, in outline order: where work can be returned to."""
    row = ProcessRun.objects.filter(pk=run_id).first()
    if row is None:
        raise NotFound("process.run", _("Không có lượt chạy quy trình này."))
    session = load(row)
    return [step for key, step in session.definition.steps.items() if session.done_tasks(key)]
