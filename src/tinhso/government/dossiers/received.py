"""Who wants to know of a dossier received at the counter, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from tinhso.government.dossiers.models import Dossier
from tinhso.lib.actor import Actor

Listener = Callable[[Actor, UUID, str], None]
_LISTENERS: list[Listener] = []


def register_received(listener: Listener) -> None:
    """Have `listener(actor, dossier_id, code)` called when a dossier was received; what it raises undoes it."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def tell_received(actor: Actor, dossier: Dossier) -> None:
    """Tell every room that asked."""
    for listener in _LISTENERS:
        listener(actor, dossier.pk, dossier.code)
