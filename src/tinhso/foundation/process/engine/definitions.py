"""Definitions ready to run, kept in the process's memory since they never change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.process.engine.codec import unpack_spec
from tinhso.foundation.process.models import ProcessSpec
from tinhso.foundation.process.rules.dmn import Decision, parse_decisions
from tinhso.foundation.process.rules.outline import step_from_json
from tinhso.foundation.process.rules.values import StepSpec
from tinhso.lib.errors import NotFound


@dataclass(frozen=True)
class Definition:
    """A parsed process: what Spiff runs, the user tasks by key in likely order, the decision tables."""

    id: str
    spec: Any
    subspecs: dict[str, Any]
    steps: dict[str, StepSpec]
    decisions: dict[str, Decision]


@lru_cache(maxsize=256)
def definition(spec_id: str) -> Definition:
    """The definition of that id. Raises NotFound `process.spec`."""
    row = ProcessSpec.objects.filter(pk=spec_id).first()
    if row is None:
        raise NotFound("process.spec", _("Không có quy trình này."))
    spec, subspecs = unpack_spec(row.spec)
    steps = [step_from_json(item) for item in row.outline]
    decisions: dict[str, Decision] = {}
    for xml in row.decisions.values():
        decisions |= parse_decisions(xml.encode())
    return Definition(spec_id, spec, subspecs, {step.key: step for step in steps}, decisions)
