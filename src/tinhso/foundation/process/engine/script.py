"""The script engine given to SpiffWorkflow: zen and nothing else.

Spiff's own engine runs Python, and a gateway condition there can run a shell. This class does not
inherit from it, so that no method of it can be reached by accident.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.rules.dmn import Decision
from tinhso.foundation.process.rules.expressions import checked_facts, condition, evaluate
from tinhso.foundation.process.rules.values import Facts
from tinhso.lib.errors import Refused


class ZenScriptEngine:
    """Facts belong to the run as a whole; tasks carry none, which keeps a run small."""

    def __init__(self, facts: Facts, decisions: Mapping[str, Decision]) -> None:
        self.facts = facts
        self.decisions = decisions
        # Spiff asks `environment` for correlation keys; they are refused as well.
        self.environment = self

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:
        """A condition on a sequence flow."""
        return condition(expression, self.facts)

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        """A program made by our parser: assignments, or one decision table."""
        program = json.loads(script)
        for name, expression in program.get("assign", ()):
            self.facts[name] = evaluate(expression, self.facts)
        if "decision" in program:
            self.facts.update(self.decisions[program["decision"]].decide(self.facts))
        checked_facts(self.facts)
        return True

    def validate(self, expression: str) -> None:
        """Nothing reaches Spiff that was not checked before; nothing is validated by it."""

    def call_service(self, task: Any, **kwargs: Any) -> None:
        """Service tasks are not part of the platform."""
        raise Refused("process.service", _("Quy trình không được gọi dịch vụ bên ngoài."))
