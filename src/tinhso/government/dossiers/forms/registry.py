"""All acts with a page, and which of them are open to an officer on a dossier now."""

from __future__ import annotations

from tinhso.government.dossiers.forms import ending, money, opinions, reception, work
from tinhso.government.dossiers.forms.asks import Act
from tinhso.government.dossiers.offices import of_desk
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.lib.actor import Actor

ACTS: tuple[Act, ...] = (*reception.ACTS, *opinions.ACTS, *work.ACTS, *ending.ACTS, *money.ACTS)
BY_SLUG = {act.slug: act for act in ACTS}
# Acts of the desk that received the dossier (or of the competent agency), whatever one's role elsewhere.
AT_DESK = frozenset({"accept", "hand_over", "return_result", "record_fee", "correct_fee"})


def open_acts(actor: Actor, view: Detail) -> list[Act]:
    """The acts to offer, the most urgent first: what the table allows and the facts make sensible."""
    verbs = {move.verb for move in view.offered}
    here = of_desk(actor, view.dossier)
    found = [
        act
        for act in ACTS
        if act.verb in verbs and act.when(actor, view) and (here or act.verb not in AT_DESK)
    ]
    return sorted(found, key=lambda act: {"primary": 0, "secondary": 1}.get(act.kind, 2))
