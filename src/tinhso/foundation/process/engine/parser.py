"""From checked BPMN XML to Spiff's specification. Only the element kinds of the platform have a parser."""

from __future__ import annotations

import json
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.task_parsers import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import ScriptTask

from tinhso.foundation.process.rules.names import TINHSO
from tinhso.foundation.process.rules.safexml import parse_xml
from tinhso.foundation.process.rules.script import assignments

KINDS = (
    "startEvent",
    "endEvent",
    "userTask",
    "subProcess",
    "exclusiveGateway",
    "parallelGateway",
    "intermediateCatchEvent",
    "boundaryEvent",
)


class _ScriptParser(TaskParser):  # type: ignore[misc]
    """The script becomes a JSON program that only ZenScriptEngine understands."""

    def create_task(self) -> Any:
        text = self.node.findtext("{*}script") or ""
        return self._task({"assign": assignments(text)})

    def _task(self, program: dict[str, Any]) -> Any:
        script = json.dumps(program, ensure_ascii=False)
        return self.spec_class(self.spec, self.bpmn_id, script=script, **self.bpmn_attributes)


class _DecisionParser(_ScriptParser):
    def create_task(self) -> Any:
        return self._task({"decision": self.node.get(TINHSO + "decision")})


class _Parser(BpmnParser):  # type: ignore[misc]
    PARSER_CLASSES = {
        **{full_tag(kind): BpmnParser.PARSER_CLASSES[full_tag(kind)] for kind in KINDS},
        full_tag("scriptTask"): (_ScriptParser, ScriptTask),
        full_tag("businessRuleTask"): (_DecisionParser, ScriptTask),
    }


def parse_spec(xml: bytes) -> tuple[Any, dict[str, Any]]:
    """(top specification, subprocess specifications by id) of a file that `check` found without fault."""
    parser = _Parser()
    parser.add_bpmn_xml(parse_xml(xml))
    (process_id,) = parser.get_process_ids()
    top = parser.get_spec(process_id)
    return top, parser.get_subprocess_specs(process_id)
