"""The words that a dossier's own process has for the outcomes of its steps."""

from __future__ import annotations

from collections.abc import Mapping

from tinhso.foundation.process import api as process
from tinhso.government.dossiers.models import Dossier

Words = Mapping[str, Mapping[str, str]]


def outcome_words(dossier: Dossier) -> Words:
    """The words of every outcome, by the step's key, as the process that this dossier runs through says them.

    Empty before acceptance. One query: the definition is held in memory.
    """
    if dossier.process_run_id is None:
        return {}
    return {step.key: step.words for step in process.steps_of_run(dossier.process_run_id)}
