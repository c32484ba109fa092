"""Play a process through without a database, by the engine itself: who gets this, in which order?

Nothing is kept; the run lives in memory alone. So an example of a package goes exactly the way that a
dossier will go: scripts, decision tables, messages and subprocesses included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.defaults import IntermediateCatchEvent

from tinhso.foundation.process.engine.definitions import Definition
from tinhso.foundation.process.engine.moves import do_step, send
from tinhso.foundation.process.engine.parser import parse_spec
from tinhso.foundation.process.engine.session import Session, engine_errors
from tinhso.foundation.process.models import ProcessRun
from tinhso.foundation.process.rules.check import check, model_of
from tinhso.foundation.process.rules.check_decisions import sound_decisions
from tinhso.foundation.process.rules.outline import outline_of
from tinhso.foundation.process.rules.values import Facts, Rehearsal, Step
from tinhso.lib.errors import Refused
from tinhso.lib.ids import new_id

MAX_STEPS = 200
Told = Mapping[str, Sequence[str]]


def rehearse(
    xml: bytes,
    facts: Facts,
    outcomes: Told | None = None,
    *,
    messages: Told | None = None,
    decisions: Mapping[str, bytes] | None = None,
) -> Rehearsal:
    """The steps in the order in which they are done, and the facts at the end.

    `outcomes` tells each step's outcomes, visit by visit; the last one repeats, and a step not named takes
    the first one it offers. `messages` tells which message arrives while a step waits, visit by visit ("":
    none). What a catch event between steps waits for arrives by itself once nothing else can be done.
    Raises Refused when the file has a fault, a condition cannot be decided, or the way does not end.
    """
    files = dict(decisions or {})
    session = Session(
        ProcessRun(spec_id="", subject_id=new_id(), state={}, data={}),
        *fresh(xml, tuple(sorted(files.items()))),
    )
    with engine_errors():
        session.add_facts(facts)
        session.advance()
        route = _play(session, outcomes or {}, messages or {})
    return Rehearsal(tuple(route), dict(session.row.data))


def fresh(xml: bytes, files: tuple[tuple[str, bytes], ...]) -> tuple[Definition, BpmnWorkflow]:
    """A definition and its workflow at the start, without a database. Raises Refused for a faulty file."""
    found = _definition(xml, files)
    return found, BpmnWorkflow(found.spec, found.subspecs)


@lru_cache(maxsize=16)
def _definition(xml: bytes, files: tuple[tuple[str, bytes], ...]) -> Definition:
    faults = check(xml, None, None, decisions=dict(files))
    if faults:
        raise Refused("process.spec.invalid", faults[0].message, way_out=faults[0].way_out)
    spec, subspecs = parse_spec(xml)
    steps = {step.key: step for step in outline_of(model_of(xml))}
    return Definition("", spec, subspecs, steps, sound_decisions(dict(files)))


def _play(session: Session, outcomes: Told, messages: Told) -> list[str]:
    done: list[str] = []
    visits: Counter[str] = Counter()
    queue: list[str] = []
    while not session.ended:
        steps = {step.id: step for step in session.steps()}
        # Side by side, whoever was asked first answers first.
        queue = [key for key in queue if key in steps] + [key for key in steps if key not in queue]
        if not queue:
            _let_come(session)
            continue
        step = steps[queue[0]]
        visit = visits[step.key]
        visits[step.key] += 1
        if sum(visits.values()) > MAX_STEPS:
            raise Refused("process.endless", _("Quy trình không kết thúc sau %(n)d bước.") % {"n": MAX_STEPS})
        if _touched(session, step, visit, messages):
            continue
        do_step(session, session.ready_task(step.id), _outcome(step, visit, outcomes))
        done.append(step.key)
    _all_told(session, visits, outcomes, messages)
    return done


def _let_come(session: Session) -> None:
    """Nothing but a message can help: the first catch event gets the one it waits for."""
    for task in session.workflow.event_manager.tasks.values():
        spec = task.task_spec
        if isinstance(spec, IntermediateCatchEvent) and send(session, spec.event_definition.name):
            return
    raise Refused("process.stuck", _("Quy trình dừng lại mà không bước nào chờ ai."))


def _touched(session: Session, step: Step, visit: int, messages: Told) -> bool:
    """Deliver what is told to come while the step waits; True when the step was taken away by it."""
    told = messages.get(step.key, ())
    message = told[visit] if visit < len(told) else ""
    if not message:
        return False
    if not send(session, message):
        raise Refused(
            "process.message",
            _("Ở bước “%(key)s” không có gì chờ thông điệp “%(name)s”.")
            % {"key": step.key, "name": message[:60]},
            way_out=_("Gắn sự kiện thông điệp trên cạnh của bước, hoặc bỏ thông điệp."),
        )
    return step.id not in {waiting.id for waiting in session.steps()}


def _outcome(step: Step, visit: int, outcomes: Told) -> str:
    told = list(outcomes.get(step.key, ())) or list(step.outcomes[:1])
    return told[min(visit, len(told) - 1)]


def _all_told(session: Session, visits: Counter[str], outcomes: Told, messages: Told) -> None:
    """What was told of steps that are not there, or never came, would be passed over in silence."""
    for told in (outcomes, messages):
        for key, words in told.items():
            if key not in session.definition.steps:
                raise Refused(
                    "process.step",
                    _("Không có bước “%(key)s”.") % {"key": key[:60]},
                    way_out=_("Các bước: %(known)s.") % {"known": ", ".join(session.definition.steps)},
                )
            if len(words) > visits[key]:
                raise Refused(
                    "process.step",
                    _("Bước “%(key)s” chỉ tới %(n)d lần, ít hơn số điều đã ghi cho nó.")
                    % {"key": key, "n": visits[key]},
                    way_out=_("Bỏ phần thừa, hoặc sửa dữ liệu để quy trình đi qua bước này."),
                )
