"""Counters at the desks that a newcomer tries first: the shown commune's and the province's centre."""

from __future__ import annotations

from tinhso.foundation.organisation import api as organisation
from tinhso.government.procedures import api as procedures
from tinhso.government.queue import api as queue
from tinhso.lib.actor import Actor

# The second counter serves these alone, where the province has them.
FIELDS = ("ho-tich", "chung-thuc")
_ACTOR = Actor.system("demo")


def open_desks(communes: list[str]) -> None:
    """Two counters and appointments at the first commune's desk and at the centre; done once."""
    desks = [one.id for one in organisation.agencies(level="province", kind="service_centre")[:1]]
    for code in communes[:1]:
        committee = organisation.competent_agency("commune", code, None)
        desks.append(organisation.one_stop_desk(committee.id).id)
    fields = [one.key for one in procedures.fields() if one.key in FIELDS]
    for desk in desks:
        if queue.counters_on(desk):
            continue
        queue.open_counter(_ACTOR, desk, 1)
        queue.open_counter(_ACTOR, desk, 2, fields=fields)
        queue.plan_appointments(_ACTOR, desk, minutes=30, places=2, days_ahead=10)
