"""Play a process step by step without a database: where does it stand after these choices?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent

from tinhso.foundation.process.engine.moves import do_step, send
from tinhso.foundation.process.engine.rehearsal import MAX_STEPS, fresh
from tinhso.foundation.process.engine.session import Session, engine_errors
from tinhso.foundation.process.models import ProcessRun
from tinhso.foundation.process.rules.values import Facts, Step
from tinhso.lib.errors import Refused
from tinhso.lib.ids import new_id


@dataclass(frozen=True)
class Walk:
    """Where it stands: who is asked now, which messages something waits for, whether it came to its end."""

    waiting: tuple[Step, ...]
    messages: tuple[str, ...]
    ended: bool
    data: Facts


def walk(
    xml: bytes,
    facts: Facts,
    done: Sequence[tuple[str, str]] = (),
    *,
    decisions: Mapping[str, bytes] | None = None,
) -> Walk:
    """The state after the choices `done`: (step's key, outcome), or ("", message) for a message that arrived.

    Raises Refused when the file has a fault, a condition cannot be decided, or a choice does not fit.
    """
    if len(done) > MAX_STEPS:
        raise Refused("process.endless", _("Quy trình không kết thúc sau %(n)d bước.") % {"n": MAX_STEPS})
    files = dict(decisions or {})
    session = Session(
        ProcessRun(spec_id="", subject_id=new_id(), state={}, data={}),
        *fresh(xml, tuple(sorted(files.items()))),
    )
    with engine_errors():
        session.add_facts(facts)
        session.advance()
        for key, choice in done:
            _go(session, key, choice)
    return Walk(tuple(session.steps()), _awaited(session), session.ended, dict(session.row.data))


def _go(session: Session, key: str, choice: str) -> None:
    if not key:
        if not send(session, choice):
            raise Refused(
                "process.message", _("Không có gì chờ thông điệp “%(name)s”.") % {"name": choice[:60]}
            )
        return
    step = next((each for each in session.steps() if each.key == key), None)
    if step is None:
        raise Refused("process.step", _("Không có bước “%(key)s”.") % {"key": key[:60]})
    do_step(session, session.ready_task(step.id), choice)


def _awaited(session: Session) -> tuple[str, ...]:
    """The names of the messages that something waits for, once each."""
    names = {}
    for task in session.workflow.event_manager.tasks.values():
        spec = task.task_spec
        if isinstance(spec, CatchingEvent) and spec.event_definition.name:
            names[spec.event_definition.name] = True
    return tuple(names)
