"""Trying a draft: its examples, and a run step by step with outcomes chosen on the way."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.foundation.identity.api import ROLES, access
from tinhso.foundation.process import api as process_room
from tinhso.foundation.process.api import StepSpec
from tinhso.government.design import queries
from tinhso.government.design.models import VersionDraft
from tinhso.government.design.views import _frame as frame
from tinhso.government.design.words import example_kind
from tinhso.government.procedures import api as procedures
from tinhso.government.procedures.api import ExampleRun
from tinhso.lib.errors import Refused

LONGEST = 200


@never_cache
@access("admin", roles=frame.ADMIN)
@require_safe
def examples(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Every example: the way it went, and what came out otherwise than it says."""
    draft, files = frame.opened(request, draft_id)
    refusal, runs = None, []
    names: dict[str, str] = {}
    try:
        runs = _runs(draft, files)
        names = {step.key: step.name for step in _steps(files)}
    except Refused as refused:
        refusal = refused
    context = {
        "current": "try",
        "runs": [
            {
                "run": run,
                "kind": example_kind(run.kind),
                "route": None if run.route is None else [names.get(key, key) for key in run.route],
            }
            for run in runs
        ],
    }
    return frame.shown(request, "try.html", draft, context, refusal)


def _runs(draft: VersionDraft, files: dict[str, str]) -> list[ExampleRun]:
    return procedures.example_runs(queries.package(draft, files), queries.day(files))


def _steps(files: dict[str, str]) -> list[StepSpec]:
    return process_room.steps_of(files["process.bpmn"].encode())


@never_cache
@access("admin", roles=frame.ADMIN)
@require_safe
def steps(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Where the process stands after the choices in the address (`di`), and the choices that are open now.

    Nothing is kept: the way back is the browser's, and an address can be handed to a colleague.
    """
    draft, files = frame.opened(request, draft_id)
    example = request.GET.get("vi-du", "")[:120]
    done = [_choice(text) for text in request.GET.getlist("di")[:LONGEST]]
    refusal, stands, runs = None, None, []
    names: dict[str, str] = {}
    try:
        runs = _runs(draft, files)
        facts: dict[str, Any] = next((dict(run.facts) for run in runs if run.name == example), {})
        names = {step.key: step.name for step in _steps(files)}
        stands = process_room.walk(
            files["process.bpmn"].encode(), facts, done, decisions=queries.decisions(files)
        )
    except Refused as refused:
        refusal = refused
    context = {
        "current": "try",
        "example": example,
        "runs": runs,
        "done": [
            {
                "name": names.get(key, key) if key else _("Thông điệp"),
                "choice": choice,
                "href": _address(example, done[:at]),
            }
            for at, (key, choice) in enumerate(done)
        ],
        "stands": stands,
        "open": [
            {
                "step": step,
                "role": ROLES.get(step.role, step.role),
                "ways": [
                    (step.words.get(word, word), _address(example, [*done, (step.key, word)]))
                    for word in step.outcomes
                ],
            }
            for step in (stands.waiting if stands else ())
        ],
        "messages": [
            (name, _address(example, [*done, ("", name)])) for name in (stands.messages if stands else ())
        ],
        "back": _address(example, done[:-1]) if done else "",
    }
    return frame.shown(request, "steps.html", draft, context, refusal)


def _choice(text: str) -> tuple[str, str]:
    key, _dot, word = text[:200].partition(":")
    return key, word


def _address(example: str, done: list[tuple[str, str]]) -> str:
    rows = [("vi-du", example), *(("di", f"{key}:{word}") for key, word in done)]
    return "?" + urlencode(rows)
