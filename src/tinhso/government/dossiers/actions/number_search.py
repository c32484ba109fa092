"""Searching by a whole citizen ID: it confirms a number, so it is limited, and a hit is a look."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from tinhso.foundation.identity.api import throttle
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.queries.filters import Filter, whole_number
from tinhso.lib.actor import Actor

MOST_AN_HOUR = 60


def count_search(actor: Actor, wanted: Filter) -> None:
    """Call before a list is read. Raises Busy when an account tried more than sixty numbers within an hour."""
    if whole_number(wanted.text):
        throttle(f"number-search:{actor.account_id}", MOST_AN_HOUR, 3600)


def note_found(actor: Actor, wanted: Filter, found: Iterable[UUID]) -> None:
    """Record, on each dossier that a whole number found, that it was looked for by that number."""
    if not whole_number(wanted.text):
        return
    for dossier in Dossier.objects.filter(pk__in=list(found)):
        note_look(actor, dossier, "number_search")
