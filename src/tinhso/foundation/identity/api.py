"""The door of identity: who somebody is, in which capacity they act, and who may pass.

REST rooms also use `tinhso.foundation.identity.rest` through `TokenAuth` and `rest_access` here.
"""

from __future__ import annotations

from tinhso.foundation.identity.access import AccessRule, access
from tinhso.foundation.identity.acting import actor_of, capacity_of, client_ip, set_actor
from tinhso.foundation.identity.actions.capacities import end_capacity, grant_capacity
from tinhso.foundation.identity.actions.demo import (
    DemoAccount,
    demo_accounts,
    ensure_demo_accounts,
    has_demo_accounts,
)
from tinhso.foundation.identity.actions.demo_places import demo_places
from tinhso.foundation.identity.actions.demo_residents import lend_password, open_demo_resident
from tinhso.foundation.identity.actions.leave import change_substitute, end_leave, record_leave
from tinhso.foundation.identity.actions.officers import create_officer
from tinhso.foundation.identity.actions.register import PersonClaim, register_person
from tinhso.foundation.identity.actions.sign_in import keep_at_sign_in
from tinhso.foundation.identity.actions.throttle import throttle
from tinhso.foundation.identity.actions.tokens import create_client, issue_token, revoke_token
from tinhso.foundation.identity.actions.verify_person import verify_organisation, verify_person
from tinhso.foundation.identity.eid.fresh import identity_level
from tinhso.foundation.identity.info import CapacityInfo, OrganisationInfo, PersonInfo
from tinhso.foundation.identity.leaves import LeaveInfo, away, standing_in, stood_in_for
from tinhso.foundation.identity.queries import (
    account_of,
    accounts_in_role,
    capacities,
    capacity,
    names_in_role,
    organisation_by_tax_number,
    organisation_of,
    people_in_role,
    person_by_citizen_id,
    person_name,
    person_names,
    person_of,
)
from tinhso.foundation.identity.rest import TokenAuth, Unauthenticated, rest_access
from tinhso.foundation.identity.rules.id_card import CardFault, CardReading, IdCard, read_id_card
from tinhso.foundation.identity.rules.masking import mask_citizen_id, mask_contact
from tinhso.foundation.identity.rules.roles import ADMIN_ROLES, ROLES, role_name
from tinhso.foundation.identity.seen import LookSeen, register_looked_at, seen_in, who_looked

__all__ = [
    "ADMIN_ROLES",
    "ROLES",
    "AccessRule",
    "CapacityInfo",
    "CardFault",
    "CardReading",
    "DemoAccount",
    "IdCard",
    "LeaveInfo",
    "LookSeen",
    "OrganisationInfo",
    "PersonClaim",
    "PersonInfo",
    "TokenAuth",
    "Unauthenticated",
    "access",
    "account_of",
    "accounts_in_role",
    "actor_of",
    "away",
    "capacities",
    "capacity",
    "capacity_of",
    "change_substitute",
    "client_ip",
    "create_client",
    "create_officer",
    "demo_accounts",
    "demo_places",
    "end_capacity",
    "end_leave",
    "ensure_demo_accounts",
    "grant_capacity",
    "has_demo_accounts",
    "identity_level",
    "issue_token",
    "keep_at_sign_in",
    "lend_password",
    "mask_citizen_id",
    "mask_contact",
    "names_in_role",
    "open_demo_resident",
    "organisation_by_tax_number",
    "organisation_of",
    "people_in_role",
    "person_by_citizen_id",
    "person_name",
    "person_names",
    "person_of",
    "read_id_card",
    "record_leave",
    "register_looked_at",
    "register_person",
    "rest_access",
    "revoke_token",
    "role_name",
    "seen_in",
    "set_actor",
    "standing_in",
    "stood_in_for",
    "throttle",
    "verify_organisation",
    "verify_person",
    "who_looked",
]
