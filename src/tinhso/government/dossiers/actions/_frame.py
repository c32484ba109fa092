"""The frame of every verb here: one transaction, and an attempt on the right object when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from tinhso.foundation.records.api import Subject, act, begin, record
from tinhso.government.dossiers.actions._holding import IN_PLACE_OF
from tinhso.government.dossiers.models import Dossier, Opinion, Step
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

Verb = TypeVar("Verb", bound=Callable[..., Any])


def verb(name: str, on: str = "dossier") -> Callable[[Verb], Verb]:
    """Frame an action whose second argument is the id of a dossier, step, opinion or draft.

    The act runs in one transaction; a refused one leaves nothing but the attempt, recorded on the dossier
    even when the action was called with the id of a step.
    """

    def frame(function: Verb) -> Verb:
        @wraps(function)
        def tried(actor: Actor, *args: Any, **kwargs: Any) -> Any:
            try:
                return function(actor, *args, **kwargs)
            except Refused as refusal:
                if args and isinstance(args[0], UUID) and not hasattr(refusal, "subject"):
                    refusal.subject = subject_of(on, args[0])  # type: ignore[attr-defined]
                raise

        return cast(Verb, act(f"dossier.{name}")(tried))

    return frame


def subject_of(kind: str, ident: UUID) -> Subject:
    """The object an attempt is recorded on: the dossier behind a step or an opinion where there is one."""
    if kind in ("step", "opinion"):
        model = Step if kind == "step" else Opinion
        found = model.objects.filter(pk=ident).values_list("dossier_id", flat=True).first()
        return Subject("dossier", found) if found else Subject(kind, ident)
    return Subject(kind, ident)


def note_event(
    actor: Actor, name: str, dossier: Dossier, facts: dict[str, Any] | None = None, **digests: Any
) -> None:
    """Record an act on a dossier with its state and version; texts go in as salted digests only."""
    record(actor, f"dossier.{name}", *_told(dossier, facts, digests))


def first_event(
    actor: Actor, name: str, dossier: Dossier, stamp: str, facts: dict[str, Any], **digests: Any
) -> list[Any]:
    """The same of a dossier that begins in this transaction: rows to be written together with it."""
    return begin(actor, f"dossier.{name}", *_told(dossier, facts, digests), stamp=stamp)


def _told(
    dossier: Dossier, facts: dict[str, Any] | None, digests: dict[str, Any]
) -> tuple[Subject, dict[str, Any], dict[str, Any] | None]:
    plain = {"state": dossier.state, "version": dossier.version, "code": dossier.code, **(facts or {})}
    if (absent := dossier.__dict__.pop(IN_PLACE_OF, None)) is not None:
        plain["in_place_of"] = absent
    kept = {key: value for key, value in digests.items() if value}
    return Subject("dossier", dossier.pk), plain, kept or None
