"""By which channels a person is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

CHANNELS = ("email", "sms", "zalo")


@dataclass(frozen=True)
class Wishes:
    """What a person wants; the defaults hold for whoever said nothing."""

    email: bool = True
    sms: bool = True
    zalo: bool = False


def chosen(wishes: Wishes, usable: Collection[str], *, email: str, phone: str) -> list[tuple[str, str]]:
    """(channel, address) pairs among the channels this site can use.

    Whoever switched everything off is still told by one channel they gave: a notice about a running
    dossier is owed, not advertising.
    """
    offers = [("email", email, wishes.email), ("sms", phone, wishes.sms), ("zalo", phone, wishes.zalo)]
    possible = [offer for offer in offers if offer[0] in usable and offer[1]]
    wanted = [(channel, address) for channel, address, wish in possible if wish]
    return wanted or [(channel, address) for channel, address, _ in possible][:1]
