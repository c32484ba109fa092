"""Tables of the organisation room."""

from tinhso.foundation.organisation.models.agency import Agency, AgencySuccession
from tinhso.foundation.organisation.models.agency_code import AgencyCode
from tinhso.foundation.organisation.models.heirs_change import HeirsChange
from tinhso.foundation.organisation.models.province_name import ProvinceName
from tinhso.foundation.organisation.models.unit import Unit, UnitSuccession

__all__ = [
    "Agency",
    "AgencyCode",
    "AgencySuccession",
    "HeirsChange",
    "ProvinceName",
    "Unit",
    "UnitSuccession",
]
