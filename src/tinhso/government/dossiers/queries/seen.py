"""Dossiers whose papers an officer may read: one by its code, and those among many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules.transitions import OFFICE
from tinhso.lib.actor import Actor
from tinhso.lib.text import clean


def by_code(actor: Actor, code: str) -> Dossier:
    """The dossier of that code; NotFound when there is none, or none whose papers this officer may read."""
    found = _readable(actor).filter(code=clean(code).upper()[:60]).first()
    if found is None:
        raise access.unknown_dossier()
    return found


def seen_among(actor: Actor, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the dossiers whose papers this officer may read, in one query."""
    wanted = set(ids)
    if not wanted:
        return frozenset()
    return frozenset(_readable(actor).filter(pk__in=wanted).values_list("pk", flat=True))


def openable_among(actor: Actor, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the dossiers whose page this officer may open, papers or not, in one query."""
    wanted = set(ids)
    if not wanted or actor.kind != "officer":
        return frozenset()
    return frozenset(access.visible(actor).filter(pk__in=wanted).values_list("pk", flat=True))


def _readable(actor: Actor) -> QuerySet[Dossier]:
    """A monitor watches the course and reads no papers, so that role opens nothing here."""
    if actor.kind != "officer" or not actor.has(*OFFICE):
        return Dossier.objects.none()
    return access.visible(replace(actor, roles=actor.roles & OFFICE))
