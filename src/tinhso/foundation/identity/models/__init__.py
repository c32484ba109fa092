"""The tables of identity, one aggregate per file."""

from tinhso.foundation.identity.models.account import Account
from tinhso.foundation.identity.models.capacity import Capacity
from tinhso.foundation.identity.models.client import ApiClient, ApiToken
from tinhso.foundation.identity.models.codes import OneTimeCode, RecoveryCode
from tinhso.foundation.identity.models.contact_change import ContactChange
from tinhso.foundation.identity.models.eid_link import EidLink
from tinhso.foundation.identity.models.fact_change import FactChange
from tinhso.foundation.identity.models.leave import Leave
from tinhso.foundation.identity.models.organisation import Organisation
from tinhso.foundation.identity.models.person import Person
from tinhso.foundation.identity.models.signin import SignIn
from tinhso.foundation.identity.models.throttle import LoginGuard, ThrottleWindow

__all__ = [
    "Account",
    "ApiClient",
    "ApiToken",
    "Capacity",
    "ContactChange",
    "EidLink",
    "FactChange",
    "Leave",
    "LoginGuard",
    "OneTimeCode",
    "Organisation",
    "Person",
    "RecoveryCode",
    "SignIn",
    "ThrottleWindow",
]
