"""The one table of allowed moves of a petition (domain reference, section 14.2).

Everything that is not in the table is refused with a sentence. A move may keep the state (a draft answer).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RECEIVED, WAITING, SUPPLEMENTED = "received", "waiting_supplement", "supplemented"
HANDLING, FORWARDED, RETURNED = "handling", "forwarded", "returned"
ANSWERED, TO_PUBLISH, PUBLISHED, REFUSED = "answered", "waiting_publication", "published", "refused"

STATES: dict[str, Any] = {
    RECEIVED: gettext_lazy("Mới tiếp nhận"),
    WAITING: gettext_lazy("Chờ người gửi bổ sung"),
    SUPPLEMENTED: gettext_lazy("Đã bổ sung"),
    HANDLING: gettext_lazy("Đang xử lý tại cơ quan"),
    FORWARDED: gettext_lazy("Chuyển cơ quan khác"),
    RETURNED: gettext_lazy("Bị trả lại"),
    ANSWERED: gettext_lazy("Đã trả lời"),
    TO_PUBLISH: gettext_lazy("Chờ công khai"),
    PUBLISHED: gettext_lazy("Đã công khai"),
    REFUSED: gettext_lazy("Từ chối tiếp nhận"),
}
# An answer that stays between the sender and the office is closed in its own state.
CLOSED = frozenset({PUBLISHED, REFUSED})
UNDECIDED = frozenset({RECEIVED, FORWARDED, RETURNED})
OPEN = frozenset(STATES) - CLOSED

RULES, BEHAVIOUR = "rules", "behaviour"
KINDS: dict[str, Any] = {
    RULES: gettext_lazy("Quy định, chính sách, thủ tục"),
    BEHAVIOUR: gettext_lazy("Thái độ, hành vi của cán bộ"),
}

SENDER, SYSTEM = "sender", "system"
HANDLERS = frozenset({"reception", "specialist", "division_head", "leader", "clerk"})
HEADS = frozenset({"leader", "division_head"})
LEADER = frozenset({"leader"})


@dataclass(frozen=True)
class Move:
    """One allowed move; `before` is empty for a petition that does not exist yet."""

    verb: str
    before: str
    after: str
    who: frozenset[str]
    reason: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a move is not allowed."""

    code: str
    message: str


def _moves(
    verb: str, before: Iterable[str], after: str | None, who: Iterable[str], reason: bool = False
) -> list[Move]:
    return [Move(verb, b, b if after is None else after, frozenset(who), reason) for b in before]


_TAKEABLE = [RECEIVED, SUPPLEMENTED, FORWARDED, RETURNED]
MOVES: tuple[Move, ...] = (
    *_moves("send", [""], RECEIVED, {SENDER}),
    *_moves("take", _TAKEABLE, HANDLING, HANDLERS),
    *_moves("ask", [*_TAKEABLE, HANDLING], WAITING, HANDLERS, reason=True),
    *_moves("supplement", [WAITING], SUPPLEMENTED, {SENDER}),
    # The sender stays silent: the office goes on with what it has.
    *_moves("go_on", [WAITING], HANDLING, HANDLERS),
    *_moves("forward", [*_TAKEABLE, HANDLING], FORWARDED, HANDLERS, reason=True),
    *_moves("give_back", [FORWARDED], RETURNED, HANDLERS, reason=True),
    *_moves("refuse", [RECEIVED, FORWARDED, RETURNED], REFUSED, HANDLERS, reason=True),
    *_moves("draft", [HANDLING], None, HANDLERS),
    *_moves("send_back", [HANDLING], None, LEADER, reason=True),
    *_moves("approve", [HANDLING], ANSWERED, LEADER),
    *_moves("prepare", [ANSWERED, TO_PUBLISH], TO_PUBLISH, HANDLERS),
    *_moves("publish", [TO_PUBLISH], PUBLISHED, HEADS),
    *_moves("keep_private", [ANSWERED, TO_PUBLISH], ANSWERED, HEADS, reason=True),
    *_moves("name_officer", [*_TAKEABLE, HANDLING, WAITING], None, HANDLERS),
)

VERBS: dict[str, Any] = {
    "send": gettext_lazy("gửi phản ánh, kiến nghị"),
    "take": gettext_lazy("nhận xử lý"),
    "ask": gettext_lazy("yêu cầu bổ sung thông tin"),
    "supplement": gettext_lazy("bổ sung thông tin"),
    "go_on": gettext_lazy("xử lý tiếp"),
    "forward": gettext_lazy("chuyển cơ quan khác"),
    "give_back": gettext_lazy("trả lại nơi chuyển"),
    "refuse": gettext_lazy("từ chối tiếp nhận"),
    "draft": gettext_lazy("soạn câu trả lời"),
    "send_back": gettext_lazy("yêu cầu soạn lại"),
    "approve": gettext_lazy("duyệt câu trả lời"),
    "prepare": gettext_lazy("chuẩn bị công khai"),
    "publish": gettext_lazy("công khai"),
    "keep_private": gettext_lazy("giữ riêng, không công khai"),
    "name_officer": gettext_lazy("ghi cán bộ bị phản ánh"),
}


def find(verb: str, before: str) -> Move | None:
    """The move of this verb from a state, if there is one."""
    return next((m for m in MOVES if m.verb == verb and m.before == before), None)


def judge(verb: str, before: str, *, roles: Iterable[str], reason: str = "") -> Move | Refusal:
    """The allowed move, or why it is refused. The sender carries the role `sender`."""
    move = find(verb, before)
    if move is None:
        facts = {"act": VERBS.get(verb, verb), "state": STATES.get(before, _("chưa gửi"))}
        return Refusal(
            "move_not_allowed", _("Không thể %(act)s khi phản ánh đang ở trạng thái “%(state)s”.") % facts
        )
    if not frozenset(roles) & move.who:
        return Refusal(
            "role_needed", _("Vai trò hiện tại của bạn không được %(act)s.") % {"act": VERBS[verb]}
        )
    if move.reason and not reason.strip():
        return Refusal("reason_needed", _("Hãy nêu lý do khi %(act)s.") % {"act": VERBS[verb]})
    return move


def allowed(before: str, roles: Iterable[str]) -> list[Move]:
    """Every move open to these roles from a state: what a page offers as buttons."""
    held = frozenset(roles)
    return [m for m in MOVES if m.before == before and held & m.who]
