"""The door of handing results over: the way by post and into the e-document wallet."""

from __future__ import annotations

from tinhso.government.handover.actions.deliver import came_back, delivered
from tinhso.government.handover.actions.label import label
from tinhso.government.handover.actions.post import drop_label, hand_to_post
from tinhso.government.handover.actions.wallet import deliver as deliver_to_wallet
from tinhso.government.handover.actions.wallet import send as send_to_wallet

__all__ = [
    "came_back",
    "deliver_to_wallet",
    "delivered",
    "drop_label",
    "hand_to_post",
    "label",
    "send_to_wallet",
]
