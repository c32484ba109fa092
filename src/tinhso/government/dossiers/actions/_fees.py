"""The fees of a dossier: worked out when it is made, and again when a supplement changes the facts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.actions._prepayment import follow
from tinhso.government.dossiers.models import Channel, Dossier, Fee, Method
from tinhso.government.dossiers.rules import money
from tinhso.government.procedures import api as procedures


def fees_of(
    version: procedures.VersionInfo, data: Mapping[str, Any], channel: str, on: date | None = None
) -> list[procedures.FeeDue]:
    """What is owed on a channel, as the package states it, less what the province's rules of the day take off.

    An envelope brings the same request as a visit: where the package states fees for the desk alone, the post
    has the same lines with an unstated amount, which the desk sets with its ground. It never has none silently.
    """
    stated = procedures.fees(version, data, channel, on)
    if stated or channel != Channel.POSTAL:
        return stated
    at_desk = procedures.fees(version, data, Channel.DIRECT, on)
    return [replace(fee, amount=None, full=None, why="") for fee in at_desk]


def rows(dossier: Dossier, found: list[procedures.FeeDue]) -> list[Fee]:
    """New rows for what is owed; the caller stores them."""
    return [
        Fee(
            dossier=dossier,
            key=fee.key,
            name=fee.name[:400],
            kind=fee.kind,
            due=fee.amount,
            full=fee.full if fee.why else None,
            why=fee.why[:600],
            collect=fee.collect,
        )
        for fee in found
    ]


def refigure(dossier: Dossier) -> list[dict[str, Any]]:
    """Work the fees out anew after the answers changed; the differences, as facts of the event.

    What was recorded as paid stays; `due_before` keeps the earlier amount, so that every page shows both. A fee
    that no longer applies goes to 0, a new one is added. The caller saves the dossier.
    """
    day = dossier.filed_at.astimezone(ZONE).date()
    found = {fee.key: fee for fee in fees_of(version_of(dossier), dossier.data, dossier.channel, day)}
    changed = []
    known = {fee.key: fee for fee in dossier.fees.all()}
    for key, fee in known.items():
        due = found[key].amount if key in found else 0
        # An amount that the desk set itself is not unset by a package that still does not state one.
        if due == fee.due or (due is None and fee.recorded_at is not None):
            continue
        changed.append({"fee": key, "before": fee.due, "due": due})
        fee.due_before, fee.due = fee.due, due
        fee.why = found[key].why[:600] if key in found else ""
        fee.full = found[key].full if fee.why else None
        fee.save(update_fields=["due", "due_before", "full", "why"])
    fresh = rows(dossier, [fee for key, fee in found.items() if key not in known])
    changed += [{"fee": fee.key, "before": None, "due": fee.due} for fee in Fee.objects.bulk_create(fresh)]
    settle(dossier)
    return changed


def settle(dossier: Dossier, paid_at: datetime | None = None) -> bool:
    """Set the money axis from the fees, and the clock of a filing that waits for its prepaid fee (the caller saves).

    `paid_at`: when the money was taken, where that was not now. True when the filing stopped waiting.
    """
    fees = list(dossier.fees.all())
    dossier.payment = money.payment((fee.due, fee.paid, fee.method == Method.WAIVED) for fee in fees)
    return follow(dossier, fees, paid_at)
