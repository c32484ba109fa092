"""Who works in the demonstration: the shown accounts of one commune, and unnamed ones elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from tinhso.demo.people import MADE_UP, SURNAMES
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.lib.actor import Actor

DESK_ROLES = ("reception", "return_officer", "cashier")
OFFICE_ROLES = ("specialist", "division_head", "leader", "clerk")
POSITIONS = {
    "reception": "Cán bộ Một cửa",
    "specialist": "Công chức chuyên môn",
    "division_head": "Trưởng phòng",
    "leader": "Lãnh đạo",
    "clerk": "Văn thư",
}


class Staff:
    """Finds somebody for a role in an agency; opens an account where the agency has nobody.

    Whom it finds depends on the database alone, and is who was there first: one that is made anew over the same rows
    chooses as the old one did. `named(slug of the agency, role)` gives the chance by which an opened account is named, where
    that must not depend on what was drawn before; otherwise it is `random`.
    """

    def __init__(
        self, random: Random, since: date, named: Callable[[str, str], Random] | None = None
    ) -> None:
        self._named = named or (lambda agency, role: random)
        self._since = since
        self._known: dict[tuple[UUID, str], Actor] = {}

    def actor(self, agency_id: UUID, role: str, unit_code: str = "") -> Actor:
        """An officer of the agency in this role, or of the one that continues it (for this unit) today.

        They can act since the first day of the demonstration, or since their agency was founded.
        """
        agency_id = organisation.continuing(agency_id, worktime.today(), unit_code or None).id
        key = (agency_id, role)
        if key not in self._known:
            found = identity.people_in_role(agency_id, role, self._begin(agency_id))
            # Names sort anew with each account that is opened; the time-ordered id does not.
            self._known[key] = _actor(min(found, key=_first)) if found else self._open(agency_id, role)
        return self._known[key]

    def desk(self, agency_id: UUID) -> Actor:
        """The reception officer at the one-stop desk of an agency."""
        return self.actor(organisation.one_stop_desk(agency_id, worktime.today()).id, "reception")

    def _begin(self, agency_id: UUID) -> date:
        return max(self._since, organisation.agency(agency_id).valid_from)

    def _open(self, agency_id: UUID, role: str) -> Actor:
        roles = DESK_ROLES if role in DESK_ROLES else (role,)
        head = roles[0]
        chance = self._named(organisation.agency(agency_id).slug, head)
        surname = chance.choices([s for s, _w in SURNAMES], [w for _s, w in SURNAMES])[0]
        begin = self._begin(agency_id)
        # Told apart by the agency, so that a later round of the seeding opens no second one.
        login = f"mau.{head.replace('_', '-')}.{agency_id.hex[-8:]}"
        if identity.account_of(login) is not None:
            # An earlier seeding began later: that officer was not there yet.
            login = f"{login}.{begin:%y%m%d}"
        with worktime.at(datetime.combine(begin, time(6), worktime.ZONE)):
            account = identity.create_officer(
                Actor.system("demo"),
                login,
                f"{surname} {chance.choice(MADE_UP)} {POSITIONS.get(head, 'Cán bộ').split()[0]}",
                None,  # nobody signs in as these
            )
            identity.grant_capacity(
                Actor.system("demo"),
                account,
                agency_id,
                list(roles),
                POSITIONS.get(head, "Cán bộ"),
                begin,
            )
        found = identity.people_in_role(agency_id, role, begin + timedelta(days=1), accounts=[account])
        return _actor(found[0])


def _first(info: identity.CapacityInfo) -> UUID:
    return info.id


def _actor(info: identity.CapacityInfo) -> Actor:
    return Actor(
        kind="officer",
        account_id=info.account_id,
        capacity_id=info.id,
        agency_id=info.agency_id,
        roles=info.roles,
        label=info.name,
    )
