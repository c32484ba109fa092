"""From a record of the national catalogue to a package in the folder format: what it says, nothing invented."""

from tinhso.government.catalogue.rules.generated.package import Generated, generate
from tinhso.government.catalogue.rules.generated.settled import Gaps, NotGenerated, Settled
from tinhso.government.catalogue.rules.generated.terms import gaps

__all__ = ["Gaps", "Generated", "NotGenerated", "Settled", "gaps", "generate"]
