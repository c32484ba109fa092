"""What officers are told of reports, in the same transaction as the act (outbox)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import override

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.notices.api import notify
from tinhso.foundation.organisation.api import agency, now_of
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import today
from tinhso.government.reports.models import Report
from tinhso.government.reports.queries.declared import Owed, forms
from tinhso.lib.dates import vi_date

# Who is told that a report came, or that one is owed.
TOLD = ("clerk", "leader")


def signed(row: Report) -> None:
    """The leader signed: whoever made it sends it."""
    _tell("report_signed", row, [row.made_by_id])


def sent(row: Report) -> None:
    """It came: the receiving agency's people."""
    assert row.to_id is not None
    _tell(
        "report_sent",
        row,
        _people(now_of(row.to_id), ("monitor", "clerk")),
        agency=agency(row.agency_id).name,
    )


def owed(one: Owed, step: str) -> None:
    """Soon due, or late."""
    with override("vi"):
        said = {"form": one.form.title, "period": one.period.key, "due": vi_date(one.due)}
        key = "report_late" if step == "late" else "report_due"
        for account_id in _people(one.agency_id, TOLD):
            notify(key, account_id, said, Subject("agency", one.agency_id))


def _tell(key: str, row: Report, accounts: Iterable[UUID], **more: Any) -> None:
    with override("vi"):
        chosen = forms().get(row.form)
        title = chosen.title if chosen else row.form
        said = {"id": str(row.pk), "form": title, "period": row.period, **more}
        for account_id in accounts:
            notify(key, account_id, said, Subject("report", row.pk))


def _people(agency_id: UUID, roles: Iterable[str]) -> list[UUID]:
    found = {info.account_id for role in roles for info in people_in_role(agency_id, role, today())}
    return sorted(found, key=str)
