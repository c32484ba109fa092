"""The door of the process room: BPMN definitions and their runs. No knowledge of dossiers inside."""

from tinhso.foundation.process.actions.complete import complete
from tinhso.foundation.process.actions.deliver import deliver
from tinhso.foundation.process.actions.mark_opened import mark_opened
from tinhso.foundation.process.actions.recall import recall
from tinhso.foundation.process.actions.send_back import send_back
from tinhso.foundation.process.actions.start import start
from tinhso.foundation.process.actions.stop import stop
from tinhso.foundation.process.actions.store_spec import store_spec
from tinhso.foundation.process.queries import outline, run, visited, waiting
from tinhso.foundation.process.rules.check import check
from tinhso.foundation.process.rules.generate import StepRow, bpmn_from_steps
from tinhso.foundation.process.rules.values import Fault, Progress, Run, Step, StepSpec

__all__ = [
    "Fault",
    "Progress",
    "Run",
    "Step",
    "StepRow",
    "StepSpec",
    "bpmn_from_steps",
    "check",
    "complete",
    "deliver",
    "mark_opened",
    "outline",
    "recall",
    "run",
    "send_back",
    "start",
    "stop",
    "store_spec",
    "visited",
    "waiting",
]
