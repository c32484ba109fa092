"""The door of the process room: BPMN definitions and their runs. No knowledge of dossiers inside."""

from tinhso.foundation.process.actions.complete import complete
from tinhso.foundation.process.actions.deliver import deliver
from tinhso.foundation.process.actions.mark_opened import mark_opened
from tinhso.foundation.process.actions.recall import recall
from tinhso.foundation.process.actions.send_back import send_back
from tinhso.foundation.process.actions.start import start
from tinhso.foundation.process.actions.stop import stop
from tinhso.foundation.process.actions.store_spec import store_spec
from tinhso.foundation.process.engine.rehearsal import rehearse
from tinhso.foundation.process.engine.walk import Walk, walk
from tinhso.foundation.process.queries import (
    followers,
    outline,
    run,
    spec_of_run,
    steps_of_run,
    visited,
    waiting,
)
from tinhso.foundation.process.rules.check import check, steps_of
from tinhso.foundation.process.rules.check_decisions import check_decisions
from tinhso.foundation.process.rules.dmn import Decision, parse_decisions
from tinhso.foundation.process.rules.drawing import drawn
from tinhso.foundation.process.rules.generate import StepRow, bpmn_from_steps
from tinhso.foundation.process.rules.remarks import remarks
from tinhso.foundation.process.rules.values import Fault, Progress, Rehearsal, Run, Step, StepSpec

__all__ = [
    "Decision",
    "Fault",
    "Progress",
    "Rehearsal",
    "Run",
    "Step",
    "StepRow",
    "StepSpec",
    "Walk",
    "bpmn_from_steps",
    "check",
    "check_decisions",
    "complete",
    "deliver",
    "drawn",
    "followers",
    "mark_opened",
    "outline",
    "parse_decisions",
    "recall",
    "rehearse",
    "remarks",
    "run",
    "send_back",
    "spec_of_run",
    "start",
    "steps_of",
    "steps_of_run",
    "stop",
    "store_spec",
    "visited",
    "waiting",
    "walk",
]
