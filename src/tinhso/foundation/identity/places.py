"""Capacities in words: position, agency, roles, dates."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from tinhso.foundation.identity.info import CapacityInfo, PersonInfo
from tinhso.foundation.identity.rules.roles import role_name
from tinhso.foundation.organisation.api import agency, unit
from tinhso.lib.errors import NotFound


@dataclass(frozen=True)
class Place:
    """A capacity as it is shown."""

    capacity: CapacityInfo
    agency_name: str
    roles: list[str]


def address_words(person: PersonInfo) -> str:
    """A person's address as one line, the commune as it was called on the day it was given; empty without."""
    parts = [person.address_line]
    if person.address_unit and person.address_on:
        with suppress(NotFound):
            parts.append(unit(person.address_unit, person.address_on).name)
    return ", ".join(part for part in parts if part)


def described(capacities: Iterable[CapacityInfo]) -> list[Place]:
    """The capacities with their agency's name and the Vietnamese names of their roles."""
    rows = list(capacities)
    names = {agency_id: agency(agency_id).name for agency_id in {row.agency_id for row in rows}}
    return [Place(row, names[row.agency_id], [role_name(r) for r in sorted(row.roles)]) for row in rows]
