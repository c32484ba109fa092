"""The door of identity: who somebody is, in which capacity they act, and who may pass.

REST rooms also use `tinhso.foundation.identity.rest` through `TokenAuth` and `rest_access` here.
"""

from __future__ import annotations

from tinhso.foundation.identity.access import AccessRule, access
from tinhso.foundation.identity.acting import actor_of, client_ip, set_actor
from tinhso.foundation.identity.info import CapacityInfo, OrganisationInfo, PersonInfo
from tinhso.foundation.identity.queries import (
    capacities,
    capacity,
    organisation_of,
    people_in_role,
    person_name,
    person_of,
)
from tinhso.foundation.identity.rest import TokenAuth, Unauthenticated, rest_access
from tinhso.foundation.identity.rules.masking import mask_citizen_id, mask_contact
from tinhso.foundation.identity.rules.roles import ADMIN_ROLES, ROLES, role_name

__all__ = [
    "ADMIN_ROLES",
    "ROLES",
    "AccessRule",
    "CapacityInfo",
    "OrganisationInfo",
    "PersonInfo",
    "TokenAuth",
    "Unauthenticated",
    "access",
    "actor_of",
    "capacities",
    "capacity",
    "client_ip",
    "mask_citizen_id",
    "mask_contact",
    "organisation_of",
    "people_in_role",
    "person_name",
    "person_of",
    "rest_access",
    "role_name",
    "set_actor",
]
