"""How the course of a dossier is told: what was done, what was taken back, what was never done."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.government.dossiers.rules.standstill import Still
from tinhso.government.dossiers.rules.transitions import FINANCIAL, STOPPED

DONE, SENT_BACK, RECALLED, REASSIGNED, CLOSED = "done", "sent_back", "recalled", "reassigned", "closed"


def mark(end: str) -> str:
    """The mark of a step in a timeline: only what was done is done. Empty `end`: it is open."""
    if not end:
        return "now"
    return "done" if end == DONE else "stopped"


def by_whom(end: str) -> bool:
    """True when whoever ended the step also did its work: a recalled one was never done by its recaller."""
    return end in ("", DONE, SENT_BACK)


def told_officer(end: str) -> str:
    """What became of a step that was not done, for officers; empty for one that was done or is open."""
    return {
        SENT_BACK: _("Trả lại bước trước"),
        RECALLED: _("Chưa làm: bước trước đã thu hồi"),
        REASSIGNED: _("Chưa làm: đã chuyển người khác"),
        CLOSED: _("Chưa làm: hồ sơ dừng ở đây"),
    }.get(end, "")


def told_resident(end: str) -> str:
    """The same for the person, in plain words and without officers."""
    return {
        SENT_BACK: _("Chưa xong: hồ sơ được đưa về bước trước để làm lại"),
        RECALLED: _("Chưa làm: bước trước được xem lại"),
        REASSIGNED: _("Chưa làm: hồ sơ được giao cho người khác"),
        CLOSED: _("Chưa làm: hồ sơ dừng ở đây"),
    }.get(end, "")


def told_waiting(kind: Still, state: int) -> str:
    """What an open step waits for while the clock stands, for the person: no due moment of ours runs meanwhile."""
    if state == STOPPED:
        return _("Việc giải quyết đang dừng, thời hạn không tính")
    if state == FINANCIAL:
        return _("Chờ bạn thực hiện nghĩa vụ tài chính, thời hạn tạm dừng")
    return {
        Still.UNSTARTED: _("Chờ bạn bổ sung, nhận được thì tính lại giờ tiếp nhận"),
        Still.ANEW: _("Chờ bạn bổ sung, nhận được thì tính lại thời hạn từ đầu"),
        Still.KEEPS: _("Chờ bạn bổ sung, thời hạn tạm dừng"),
    }[kind]
