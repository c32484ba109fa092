"""The door of money for other rooms and programs."""

from __future__ import annotations

from tinhso.government.payments.actions.pay import start
from tinhso.government.payments.actions.post import balances
from tinhso.government.payments.queries.beneficiaries import beneficiary
from tinhso.government.payments.queries.standing import Standing, of_dossier, standing

__all__ = ["Standing", "balances", "beneficiary", "of_dossier", "standing", "start"]
