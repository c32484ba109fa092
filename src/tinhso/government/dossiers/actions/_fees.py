"""The fees of a dossier: worked out when it is made, and again when a supplement changes the facts behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.models import Channel, Dossier, Fee, Method
from tinhso.government.dossiers.rules import money
from tinhso.government.procedures import api as procedures


def fees_of(
    version: procedures.VersionInfo, data: Mapping[str, Any], channel: str
) -> list[procedures.FeeDue]:
    """What is owed on a channel, as the package states it.

    An envelope brings the same request as a visit: where the package states fees for the desk alone, the post
    has the same lines with an unstated amount, which the desk sets with its ground. It never has none silently.
    """
    stated = procedures.fees(version, data, channel)
    if stated or channel != Channel.POSTAL:
        return stated
    return [replace(fee, amount=None) for fee in procedures.fees(version, data, Channel.DIRECT)]


def rows(dossier: Dossier, found: list[procedures.FeeDue]) -> list[Fee]:
    """New rows for what is owed; the caller stores them."""
    return [
        Fee(dossier=dossier, key=fee.key, name=fee.name[:400], kind=fee.kind, due=fee.amount) for fee in found
    ]


def refigure(dossier: Dossier) -> list[dict[str, Any]]:
    """Work the fees out anew after the answers changed; the differences, as facts of the event.

    What was recorded as paid stays; `due_before` keeps the earlier amount, so that every page shows both. A fee
    that no longer applies goes to 0, a new one is added. The caller saves the dossier.
    """
    found = {fee.key: fee for fee in fees_of(version_of(dossier), dossier.data, dossier.channel)}
    changed = []
    known = {fee.key: fee for fee in dossier.fees.all()}
    for key, fee in known.items():
        due = found[key].amount if key in found else 0
        # An amount that the desk set itself is not unset by a package that still does not state one.
        if due == fee.due or (due is None and fee.recorded_at is not None):
            continue
        changed.append({"fee": key, "before": fee.due, "due": due})
        fee.due_before, fee.due = fee.due, due
        fee.save(update_fields=["due", "due_before"])
    fresh = rows(dossier, [fee for key, fee in found.items() if key not in known])
    changed += [{"fee": fee.key, "before": None, "due": fee.due} for fee in Fee.objects.bulk_create(fresh)]
    settle(dossier)
    return changed


def settle(dossier: Dossier) -> None:
    """Set the money axis from the fees (the caller saves)."""
    dossier.payment = money.payment(
        (fee.due, fee.paid, fee.method == Method.WAIVED) for fee in dossier.fees.all()
    )
