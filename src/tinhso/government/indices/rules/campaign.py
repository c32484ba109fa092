"""Self-scoring: the one table of moves of a declared value, who may make them and when.

A value is declared by its agency, verified by another, and may be appealed once. Whoever declared a value, or sits in
the declaring agency, never verifies it; whoever adjusted it does not judge the appeal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DRAFT, DECLARED, ACCEPTED, ADJUSTED = "draft", "declared", "accepted", "adjusted"
RETURNED, APPEALED, UPHELD, CHANGED = "returned", "appealed", "upheld", "changed"

STATES: dict[str, Any] = {
    DRAFT: gettext_lazy("Đang khai"),
    DECLARED: gettext_lazy("Chờ thẩm định"),
    ACCEPTED: gettext_lazy("Đã chấp nhận"),
    ADJUSTED: gettext_lazy("Đã điều chỉnh"),
    RETURNED: gettext_lazy("Bị trả lại"),
    APPEALED: gettext_lazy("Đang khiếu nại kết quả"),
    UPHELD: gettext_lazy("Giữ nguyên sau khiếu nại"),
    CHANGED: gettext_lazy("Sửa sau khiếu nại"),
}
# With points that count; the other states count as nothing declared.
SETTLED = frozenset({ACCEPTED, ADJUSTED, UPHELD, CHANGED})
WAITING = frozenset({DECLARED, APPEALED})
WITH_AGENCY = frozenset({"", DRAFT, RETURNED})

DECLARER, VERIFIER, JUDGE = "declarer", "verifier", "judge"
FILLERS = frozenset({"specialist", "division_head", "leader", "clerk", "unit_admin"})
HEADS = frozenset({"division_head", "leader"})
VERIFIERS = frozenset({"specialist", "division_head", "leader"})
COORDINATOR = "monitor"


class Phase(StrEnum):
    """Where a campaign stands at a moment, by its dates alone."""

    PLANNED = "planned"
    DECLARING = "declaring"
    VERIFYING = "verifying"
    CLOSING = "closing"


PHASES: dict[Phase, Any] = {
    Phase.PLANNED: gettext_lazy("Chưa bắt đầu"),
    Phase.DECLARING: gettext_lazy("Đang khai"),
    Phase.VERIFYING: gettext_lazy("Đang thẩm định"),
    Phase.CLOSING: gettext_lazy("Chờ công bố"),
}


@dataclass(frozen=True)
class Move:
    """One allowed move; `before` is empty for a value that was never touched, `phases` when it is open."""

    verb: str
    before: str
    after: str
    who: str
    phases: frozenset[Phase]
    reason: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a move is not allowed."""

    code: str
    message: str


_EARLY = frozenset({Phase.DECLARING})
_LATER = frozenset({Phase.DECLARING, Phase.VERIFYING})
# A verifier or judge who is late still ends the matter; the lists say that it is late.
_EVER = frozenset({Phase.DECLARING, Phase.VERIFYING, Phase.CLOSING})

MOVES: tuple[Move, ...] = (
    Move("save", "", DRAFT, DECLARER, _EARLY),
    Move("save", DRAFT, DRAFT, DECLARER, _EARLY),
    Move("save", RETURNED, RETURNED, DECLARER, _LATER),
    Move("declare", DRAFT, DECLARED, DECLARER, _EARLY),
    Move("declare", RETURNED, DECLARED, DECLARER, _LATER),
    Move("take_back", DECLARED, DRAFT, DECLARER, _EARLY),
    Move("accept", DECLARED, ACCEPTED, VERIFIER, _EVER),
    Move("adjust", DECLARED, ADJUSTED, VERIFIER, _EVER, reason=True),
    Move("give_back", DECLARED, RETURNED, VERIFIER, _LATER, reason=True),
    Move("appeal", ADJUSTED, APPEALED, DECLARER, _EVER, reason=True),
    Move("uphold", APPEALED, UPHELD, JUDGE, _EVER, reason=True),
    Move("change", APPEALED, CHANGED, JUDGE, _EVER, reason=True),
)
VERBS: dict[str, Any] = {
    "save": gettext_lazy("lưu nháp"),
    "declare": gettext_lazy("gửi số khai"),
    "take_back": gettext_lazy("lấy lại số khai"),
    "accept": gettext_lazy("chấp nhận"),
    "adjust": gettext_lazy("điều chỉnh điểm"),
    "give_back": gettext_lazy("trả lại để khai lại"),
    "appeal": gettext_lazy("khiếu nại kết quả"),
    "uphold": gettext_lazy("giữ nguyên kết quả"),
    "change": gettext_lazy("sửa kết quả"),
}


@dataclass(frozen=True)
class Dates:
    """The moments of a campaign, in this order."""

    opens: datetime
    declare_due: datetime
    verify_due: datetime

    def phase(self, at: datetime) -> Phase:
        """Where it stands; a due moment itself is still in time."""
        if at < self.opens:
            return Phase.PLANNED
        if at <= self.declare_due:
            return Phase.DECLARING
        return Phase.VERIFYING if at <= self.verify_due else Phase.CLOSING


def find(verb: str, before: str) -> Move | None:
    """The move of this verb from a state, if there is one."""
    return next((move for move in MOVES if (move.verb, move.before) == (verb, before)), None)


def judge(verb: str, before: str, *, who: Collection[str], phase: Phase, reason: str = "") -> Move | Refusal:
    """The allowed move, or why it is refused. `who`: what the actor is to this value."""
    move, name = find(verb, before), VERBS.get(verb, verb)
    if move is None:
        facts = {"act": name, "state": STATES.get(before, _("Chưa khai"))}
        return Refusal(
            "move_not_allowed", _("Không thể %(act)s khi chỉ số ở trạng thái “%(state)s”.") % facts
        )
    if move.who not in who:
        return Refusal("not_yours", _("Bạn không được %(act)s ở chỉ số này.") % {"act": name})
    if phase not in move.phases:
        facts = {"act": name, "phase": PHASES[phase]}
        return Refusal("out_of_time", _("Không còn %(act)s được: đợt chấm đang ở bước “%(phase)s”.") % facts)
    if move.reason and not reason.strip():
        return Refusal("reason_needed", _("Hãy nêu lý do khi %(act)s.") % {"act": name})
    return move


def allowed(before: str, who: Collection[str], phase: Phase) -> list[Move]:
    """Every move open from a state: what a page offers as buttons."""
    return [move for move in MOVES if move.before == before and move.who in who and phase in move.phases]


def verifying_agency(declaring: UUID, named: UUID | None, main: UUID, second: UUID | None) -> UUID | None:
    """Who verifies: the one the set names, else the campaign's, never the declaring agency itself.

    None where nobody is left: such a campaign cannot begin.
    """
    return next((one for one in (named, main, second) if one is not None and one != declaring), None)


def standing(
    *,
    account: UUID | None,
    agency: UUID | None,
    roles: Collection[str],
    declaring: UUID,
    verifying: UUID,
    coordinating: UUID,
    hands: Iterable[UUID | None],
    adjusted_by: UUID | None,
) -> frozenset[str]:
    """What an officer is to a value: declarer, verifier, judge, or nothing.

    `hands`: the accounts that declared it. Nobody verifies or judges what they declared, in whatever capacity.
    """
    found = set()
    own = agency == declaring
    if own and FILLERS & set(roles):
        found.add(DECLARER)
    if own or account is None or account in set(hands):
        return frozenset(found)
    if agency == verifying and VERIFIERS & set(roles):
        found.add(VERIFIER)
    if agency == coordinating and COORDINATOR in roles and account != adjusted_by:
        found.add(JUDGE)
    return frozenset(found)
