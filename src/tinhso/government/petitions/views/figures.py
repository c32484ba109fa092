"""What a leader's board says of petitions: how many wait and how many are late, each opening its list."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.government.petitions import access
from tinhso.government.petitions.queries.lists import COUNTED, counts
from tinhso.government.petitions.rules.moves import HANDLERS
from tinhso.lib.actor import Actor
from tinhso.lib.side import Group, Told


def board(actor: Actor) -> Group | None:
    """The numbers of the lists that this officer opens; None for whoever has no such list."""
    if not actor.has(*HANDLERS, access.SEES_ALL):
        return None
    held, address = counts(actor), reverse("petitions:worklist")
    labels = {
        "open": _("Đang mở"),
        "late": _("Quá hạn"),
        "to_approve": _("Chờ duyệt trả lời"),
        "waiting": _("Chờ người gửi"),
    }
    figures = (
        Told(held[key] if held[key] <= COUNTED else _(">1.000"), label, f"{address}?ds={key}")
        for key, label in labels.items()
    )
    return Group(_("Phản ánh, kiến nghị"), tuple(figures))


def told(count: int) -> int | str:
    """A count as it is shown: beyond what is counted, that there are more."""
    return count if count <= COUNTED else _("hơn 1.000")
