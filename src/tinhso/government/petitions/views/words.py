"""What happened, as the sender reads it and as officers read it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import agency
from tinhso.government.petitions.models import Petition, Turn
from tinhso.government.petitions.rules import moves

# What an office does inside, before the answer, is no news for the sender.
INSIDE = frozenset({"draft", "send_back", "name_officer", "prepare"})


def title_of(verb: str) -> str:
    """One act in a few words."""
    return {
        "send": _("Đã gửi"),
        "take": _("Cơ quan nhận xử lý"),
        "ask": _("Cơ quan hỏi thêm"),
        "supplement": _("Người gửi đã bổ sung"),
        "go_on": _("Xử lý tiếp với thông tin đã có"),
        "forward": _("Chuyển cơ quan khác"),
        "give_back": _("Trả lại nơi chuyển"),
        "refuse": _("Từ chối tiếp nhận"),
        "draft": _("Soạn câu trả lời"),
        "send_back": _("Yêu cầu soạn lại"),
        "approve": _("Đã trả lời"),
        "prepare": _("Chuẩn bị bản công khai"),
        "publish": _("Đã công khai"),
        "keep_private": _("Không công khai"),
        "name_officer": _("Ghi cán bộ bị phản ánh"),
    }[verb]


def public_turns(petition: Petition) -> list[dict[str, Any]]:
    """The timeline for the sender: what an office wrote to its own people stays inside."""
    return [_line(turn, turn.text if turn.verb in ("ask", "supplement", "refuse") else "")
            for turn in petition.turns.all() if turn.verb not in INSIDE]  # fmt: skip


def office_turns(petition: Petition, names: dict[Any, str]) -> list[dict[str, Any]]:
    """The timeline for officers, with who did it and what was said."""
    lines = []
    for turn in petition.turns.all():
        line = _line(turn, turn.text)
        who = names.get(turn.by_id, "") if turn.agency_id else _("Người gửi")
        late = _("quá hạn") if turn.late else ""
        line["note"] = " · ".join(part for part in (who, late, line["note"]) if part)
        lines.append(line)
    return lines


def _line(turn: Turn, text: str) -> dict[str, Any]:
    place = turn.to_agency_id or turn.agency_id
    where = agency(place).name if place else ""
    note = " · ".join(part for part in (where, text) if part)
    return {"title": title_of(turn.verb), "at": turn.at, "note": note, "state": "done"}


def waits_for(petition: Petition) -> str:
    """Which act comes next and whose it is; empty when nothing is left to do."""
    if petition.closed_at is not None:
        return ""
    handling = _("Cán bộ soạn câu trả lời")
    if petition.answer:
        handling = (
            _("Cán bộ soạn lại câu trả lời") if petition.answer_note else _("Lãnh đạo duyệt câu trả lời")
        )
    return {
        moves.RECEIVED: _("Cơ quan nhận xử lý, chuyển hoặc từ chối"),
        moves.FORWARDED: _("Cơ quan mới nhận xử lý hoặc trả lại"),
        moves.RETURNED: _("Cơ quan nhận xử lý, chuyển nơi khác hoặc từ chối"),
        moves.WAITING: _("Người gửi bổ sung; im lặng thì cán bộ xử lý tiếp"),
        moves.SUPPLEMENTED: _("Cán bộ đọc bổ sung, nhận xử lý"),
        moves.HANDLING: handling,
        moves.ANSWERED: _("Cán bộ chuẩn bị bản công khai"),
        moves.TO_PUBLISH: _("Lãnh đạo công khai câu trả lời"),
    }.get(petition.state, "")
