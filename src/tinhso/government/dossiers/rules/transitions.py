"""The one table of allowed moves among the national states 1–10 (domain reference, sections 4 and 10.1).

Everything that is not in the table is refused with a sentence. A move may keep the state (a hand-over inside
the processing); it is listed all the same, so that the table says everything that may happen to a dossier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NEW, ACCEPTED, REFUSED, PROCESSING, SUPPLEMENT = 1, 2, 3, 4, 5
FINANCIAL, WITHDRAWN, STOPPED, DONE, RETURNED = 6, 7, 8, 9, 10
STATES = range(1, 11)
OPEN = frozenset({NEW, ACCEPTED, PROCESSING, SUPPLEMENT, FINANCIAL, DONE})
CLOSED = frozenset({REFUSED, WITHDRAWN, RETURNED})
IN_PROCESS = frozenset({ACCEPTED, PROCESSING})
WAITING_CITIZEN = frozenset({SUPPLEMENT, FINANCIAL})

STATE_NAMES: dict[int, Any] = {
    NEW: gettext_lazy("Mới đăng ký"),
    ACCEPTED: gettext_lazy("Đã tiếp nhận"),
    REFUSED: gettext_lazy("Không được tiếp nhận"),
    PROCESSING: gettext_lazy("Đang xử lý"),
    SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    FINANCIAL: gettext_lazy("Yêu cầu thực hiện nghĩa vụ tài chính"),
    WITHDRAWN: gettext_lazy("Công dân yêu cầu rút hồ sơ"),
    STOPPED: gettext_lazy("Dừng xử lý"),
    DONE: gettext_lazy("Đã xử lý xong"),
    RETURNED: gettext_lazy("Đã trả kết quả"),
}

CITIZEN = "citizen"
SYSTEM = "system"
DESK = frozenset({"reception"})
AT_DESKS = frozenset({"reception", "return_officer"})
HANDLERS = frozenset({"reception", "specialist", "division_head"})
OFFICE = frozenset(
    {"reception", "specialist", "division_head", "leader", "clerk", "return_officer", "cashier"}
)
HEADS = frozenset({"division_head", "leader"})
# Seeing a dossier because one was asked about it, or as a monitor, opens no other act.
OPEN_TO_ASKED = frozenset({"answer_opinion"})


@dataclass(frozen=True)
class Move:
    """One allowed move. `before` 0 is a dossier that does not exist yet; `form` is the Mẫu of 2025."""

    verb: str
    before: int
    after: int
    who: frozenset[str]
    reason: bool = False
    form: str = ""


def _moves(
    verb: str, before: Iterable[int], after: int | None, who: Iterable[str], **more: object
) -> list[Move]:
    """One move per starting state; `after` None keeps the state."""
    return [Move(verb, b, b if after is None else after, frozenset(who), **more) for b in before]  # type: ignore[arg-type]


MOVES: tuple[Move, ...] = tuple(
    [
        *_moves("file", [0], NEW, {CITIZEN, "client", *DESK}),
        *_moves("receive", [0], ACCEPTED, DESK, form="01"),
        *_moves("accept", [NEW], ACCEPTED, DESK, form="01"),
        *_moves("refuse", [NEW], REFUSED, DESK, reason=True, form="03"),
        # After acceptance only when the citizen let the supplement deadline pass (checked by the action).
        *_moves("refuse", [SUPPLEMENT], REFUSED, HANDLERS, reason=True, form="03"),
        *_moves("request_supplement", [NEW], SUPPLEMENT, DESK, reason=True, form="02"),
        *_moves("request_supplement", [ACCEPTED, PROCESSING], SUPPLEMENT, HANDLERS, reason=True, form="02"),
        # Back to where it was asked from; the action names which of the three.
        *_moves("answer_supplement", [SUPPLEMENT], NEW, {CITIZEN, *DESK}),
        *_moves("answer_supplement", [SUPPLEMENT], ACCEPTED, {CITIZEN, *DESK}),
        *_moves("answer_supplement", [SUPPLEMENT], PROCESSING, {CITIZEN, *DESK}),
        *_moves("withdraw", [NEW, ACCEPTED, PROCESSING, SUPPLEMENT, FINANCIAL], WITHDRAWN, {CITIZEN, *DESK}),
        *_moves("hand_over", [ACCEPTED], PROCESSING, OFFICE, form="06"),
        *_moves("take", [ACCEPTED, PROCESSING, DONE], None, OFFICE),
        *_moves("complete_step", [PROCESSING, DONE], None, OFFICE, form="06"),
        *_moves("send_back", [PROCESSING], None, OFFICE, reason=True, form="06"),
        *_moves("recall", [PROCESSING], None, OFFICE, reason=True, form="06"),
        *_moves("reassign", [ACCEPTED, PROCESSING, DONE], None, {*HEADS, *HANDLERS}, reason=True, form="06"),
        *_moves("ask_opinion", [PROCESSING], None, {"specialist", "division_head", "leader"}),
        *_moves("answer_opinion", [PROCESSING, SUPPLEMENT, FINANCIAL], None, OFFICE),
        *_moves("request_payment", [ACCEPTED, PROCESSING], FINANCIAL, {*HANDLERS, "cashier"}, reason=True),
        *_moves("settle_payment", [FINANCIAL], PROCESSING, {"cashier", *DESK}),
        *_moves("record_fee", [NEW, ACCEPTED, PROCESSING, SUPPLEMENT, DONE], None, {"cashier", *DESK}),
        *_moves(
            "correct_fee",
            [NEW, ACCEPTED, PROCESSING, SUPPLEMENT, FINANCIAL, DONE],
            None,
            {"cashier", *DESK},
            reason=True,
        ),
        *_moves("extend", [ACCEPTED, PROCESSING], None, {*HEADS, "specialist"}, reason=True, form="04"),
        *_moves(
            "stop", [ACCEPTED, PROCESSING, SUPPLEMENT, FINANCIAL], STOPPED, HEADS, reason=True, form="05"
        ),
        *_moves("resume", [STOPPED], PROCESSING, HEADS, reason=True),
        *_moves("finish", [PROCESSING], DONE, OFFICE),
        # A wrong number, while the paper is still in the house (checked by the action).
        *_moves("take_back_result", [DONE], PROCESSING, {*HEADS, "clerk"}, reason=True),
        # Paper between two desks (phi địa giới): the dossier on its way out, its result on the way back.
        *_moves("pass_on", [ACCEPTED, DONE], None, AT_DESKS),
        *_moves("confirm_passed", [ACCEPTED], PROCESSING, AT_DESKS),
        *_moves("confirm_passed", [DONE], None, AT_DESKS),
        *_moves("report_missing", [ACCEPTED, DONE], None, AT_DESKS, reason=True),
        # No condition on the due moment: an overdue flag never blocks handing the result over.
        # The return desk, or whoever holds the process's own return step (checked by the action).
        *_moves("return_result", [DONE], RETURNED, OFFICE, form="06"),
        # A result that must not be relied on, by a decision of whoever issued it (checked by the action).
        *_moves("revoke_result", [RETURNED], None, {"leader"}, reason=True),
        *_moves("name_successor", [RETURNED], None, {"leader"}),
        *_moves("rate", [RETURNED], None, {CITIZEN}),
    ]
)
_BY_KEY: dict[tuple[str, int], tuple[Move, ...]] = {}
for _move in MOVES:
    _BY_KEY[_move.verb, _move.before] = (*_BY_KEY.get((_move.verb, _move.before), ()), _move)

VERB_NAMES: dict[str, Any] = {
    "file": gettext_lazy("nộp hồ sơ"),
    "receive": gettext_lazy("tiếp nhận hồ sơ tại quầy"),
    "accept": gettext_lazy("tiếp nhận hồ sơ"),
    "refuse": gettext_lazy("từ chối tiếp nhận"),
    "request_supplement": gettext_lazy("yêu cầu bổ sung"),
    "answer_supplement": gettext_lazy("nộp bổ sung"),
    "withdraw": gettext_lazy("rút hồ sơ"),
    "hand_over": gettext_lazy("chuyển xử lý"),
    "take": gettext_lazy("nhận việc"),
    "complete_step": gettext_lazy("hoàn thành bước"),
    "send_back": gettext_lazy("trả lại bước trước"),
    "recall": gettext_lazy("thu hồi bước đã chuyển"),
    "reassign": gettext_lazy("chuyển người xử lý"),
    "ask_opinion": gettext_lazy("xin ý kiến phối hợp"),
    "answer_opinion": gettext_lazy("trả lời ý kiến"),
    "request_payment": gettext_lazy("yêu cầu thực hiện nghĩa vụ tài chính"),
    "settle_payment": gettext_lazy("xác nhận đã thực hiện nghĩa vụ tài chính"),
    "record_fee": gettext_lazy("ghi nhận phí, lệ phí"),
    "correct_fee": gettext_lazy("sửa khoản đã thu"),
    "extend": gettext_lazy("xin lỗi và gia hạn"),
    "stop": gettext_lazy("dừng giải quyết"),
    "resume": gettext_lazy("tiếp tục giải quyết"),
    "finish": gettext_lazy("xác nhận có kết quả"),
    "take_back_result": gettext_lazy("thu hồi kết quả đã đánh số"),
    "pass_on": gettext_lazy("bàn giao giấy tờ cho nơi khác"),
    "confirm_passed": gettext_lazy("xác nhận đã nhận bàn giao"),
    "report_missing": gettext_lazy("báo thiếu giấy tờ khi nhận bàn giao"),
    "return_result": gettext_lazy("trả kết quả"),
    "revoke_result": gettext_lazy("thu hồi kết quả đã trả"),
    "name_successor": gettext_lazy("ghi giấy thay thế kết quả bị thu hồi"),
    "rate": gettext_lazy("đánh giá"),
}


@dataclass(frozen=True)
class Refusal:
    """Why a move is not allowed: a stable code and a Vietnamese sentence."""

    code: str
    message: str


def find(verb: str, before: int, after: int | None = None) -> Move | None:
    """The move of this verb from this state (and to that state, when a verb has several), or None."""
    for move in _BY_KEY.get((verb, before), ()):
        if after is None or move.after == after:
            return move
    return None


def judge(
    verb: str, before: int, *, roles: Iterable[str], reason: str = "", after: int | None = None
) -> Move | Refusal:
    """The allowed move, or why it is refused.

    `roles` are the actor's roles; a citizen acting on their own dossier carries `citizen`, the platform
    `system`, which may do everything that the table allows to anybody.
    """
    move = find(verb, before, after)
    if move is None:
        return Refusal("move_not_allowed", _not_allowed(verb, before))
    held = frozenset(roles)
    if SYSTEM not in held and not held & move.who:
        return Refusal(
            "role_needed", _("Vai trò hiện tại của bạn không được %(act)s.") % {"act": VERB_NAMES[verb]}
        )
    if move.reason and not reason.strip():
        return Refusal("reason_needed", _("Hãy nêu lý do khi %(act)s.") % {"act": VERB_NAMES[verb]})
    return move


def allowed(before: int, roles: Iterable[str]) -> list[Move]:
    """Every move open to these roles from a state: what a page offers as buttons."""
    held = frozenset(roles)
    return [m for m in MOVES if m.before == before and (held & m.who or SYSTEM in held)]


def _not_allowed(verb: str, before: int) -> str:
    if verb not in VERB_NAMES:
        return _("Thao tác này không có trong quy trình giải quyết hồ sơ.")
    facts = {"act": VERB_NAMES[verb], "state": STATE_NAMES.get(before, _("chưa nộp"))}
    return _("Không thể %(act)s khi hồ sơ đang ở trạng thái “%(state)s”.") % facts
