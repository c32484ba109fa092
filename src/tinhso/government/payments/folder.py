"""Money's part of a province folder: the accounts that agencies are paid into, the series of their receipts."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.organisation.folder import agencies_of
from tinhso.foundation.province.api import Fault, Folder
from tinhso.government.payments.declared_rows import ACCOUNTS, SERIES, account_faults, series_faults
from tinhso.lib.actor import Actor

NAME = "tài khoản nhận tiền và dải số biên lai"
OWNS = (ACCOUNTS, SERIES)
# A province may declare neither; what is always there tells a later load that nothing changed.
READS = ("province.toml",)


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of both files; either may be absent. No database."""
    if not folder.exists(ACCOUNTS) and not folder.exists(SERIES):
        return
    agencies = {one.slug for one in agencies_of(folder)}
    yield from account_faults(folder, agencies)
    yield from series_faults(folder, agencies)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the rows in; idempotent. What the commands declared stays; demonstration rows never enter production."""
    from tinhso.government.payments.actions.carry import load_accounts, load_series

    load_accounts(folder)
    load_series(folder)


def export_part() -> dict[str, str | bytes]:
    """The rows as the database has them now, those that were declared by command among them."""
    from tinhso.government.payments.actions.carry import export_accounts, export_series
    from tinhso.government.payments.models import Beneficiary, Series

    found: dict[str, str | bytes] = {}
    if Beneficiary.objects.exists():
        found[ACCOUNTS] = export_accounts()
    if Series.objects.exists():
        found[SERIES] = export_series()
    return found
