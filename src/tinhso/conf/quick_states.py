"""The state of a project while migrations are played, without drawing what a change cannot touch.

Django draws every model that is related to a changed one anew, over and over: nine tenths of building an empty
database. A new model has nobody who points to it yet, and an index or a constraint changes no other model, so here
the first is drawn alone and the others are noted on the model that is there. What comes out is held against the
models themselves by tests/guards/test_tables.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def quick_states() -> Iterator[None]:
    """While this holds, states of this process are kept the quick way. Not for several threads."""
    # Their names are private, and so unknown to the types of Django.
    theirs: dict[str, Callable[..., None]] = {
        name: getattr(ProjectState, name) for name in ("add_model", "_append_option", "_remove_option")
    }
    ours = {
        "add_model": _add_model,
        "_append_option": _noted(theirs["_append_option"]),
        "_remove_option": _noted(theirs["_remove_option"]),
    }
    try:
        for name, method in ours.items():
            setattr(ProjectState, name, method)
        yield
    finally:
        for name, method in theirs.items():
            setattr(ProjectState, name, method)


def _add_model(state: Any, model: ModelState) -> None:
    """As `ProjectState.add_model`; only the new model is drawn."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model])


def _noted(theirs: Callable[..., None]) -> Callable[..., None]:
    """As Django's change of a model's indexes or constraints; the drawn model takes them over."""

    def change(state: ProjectState, app_label: str, model_name: str, option: str, *more: Any) -> None:
        drawn = state.__dict__.pop("apps", None)
        try:
            theirs(state, app_label, model_name, option, *more)
        finally:
            if drawn is not None:
                state.__dict__["apps"] = drawn
        if drawn is not None:
            model = drawn.get_model(app_label, model_name)
            setattr(model._meta, option, list(state.models[app_label, model_name].options[option]))

    return change
