"""The frame of a verb: one transaction, and a trace of the attempt when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction

from tinhso.foundation.records.actions.append import append
from tinhso.foundation.records.subject import Subject
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("tinhso_inside_act", default=False)


def act(verb: str) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Frame an action whose first argument is the actor.

    The action runs in one transaction. When it raises Refused everything is rolled back, the attempt
    is recorded in a transaction of its own, and the refusal goes on to the caller. The attempt's
    subject is the refusal's or an argument's `subject` (a Subject), else the acting account.
    An act called by another act is part of that one: only the outermost records the attempt.
    """

    def frame(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(function)
        def framed(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if _inside.get():
                with transaction.atomic():
                    return function(actor, *args, **kwargs)
            try:
                with _outermost(), transaction.atomic():
                    return function(actor, *args, **kwargs)
            except Refused as refusal:
                _attempt(actor, verb, _subject(refusal, args, kwargs, actor), refusal.code)
                raise

        return framed

    return frame


@contextmanager
def _outermost() -> Iterator[None]:
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def _subject(refusal: Refused, args: tuple[Any, ...], kwargs: dict[str, Any], actor: Actor) -> Subject:
    for candidate in (getattr(refusal, "subject", None), *kwargs.values(), *args):
        if isinstance(candidate, Subject):
            return candidate
        found = getattr(candidate, "subject", None)
        if isinstance(found, Subject):
            return found
    return Subject("account", actor.account_id) if actor.account_id else Subject("actor", actor.kind)


def _attempt(actor: Actor, verb: str, subject: Subject, code: str) -> None:
    append("event", actor, verb, subject, {"code": code}, outcome="refused")
