"""The limits of one petition as moments: kept, missed, or still running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.petitions.actions._frame import arrived
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules import clocks
from tinhso.government.petitions.rules.moves import REFUSED


@dataclass(frozen=True)
class Clock:
    """One limit: its moment and working days. `said` with a `tone` once it is decided; both empty while it runs."""

    name: str
    days: int
    at: datetime
    said: str = ""
    tone: str = ""


def office_clocks(petition: Petition) -> list[Clock]:
    """Refusal, first question, answer and, once answered, publication."""
    days, came = calendar(), arrived(petition)
    done = {turn.verb: turn.at for turn in reversed(list(petition.turns.all()))}
    over = petition.answered_at or (petition.closed_at if petition.state == REFUSED else None)
    found = [
        _may(
            _("Từ chối, nếu từ chối"),
            clocks.REFUSE_DAYS,
            clocks.refuse_by(days, came),
            done.get("refuse"),
            over,
        ),
        _may(_("Hỏi thêm lần đầu"), clocks.ASK_DAYS, clocks.ask_by(days, came), done.get("ask"), over),
    ]
    return [*found, *_musts(petition)]


def sender_clocks(petition: Petition) -> list[Clock]:
    """What the sender may expect: the answer, then its publication."""
    return _musts(petition)


def _musts(petition: Petition) -> list[Clock]:
    if petition.state == REFUSED:
        return []
    found = [_must(_("Trả lời"), clocks.ANSWER_DAYS, petition.answer_due, petition.answered_at)]
    if petition.answered_at and not petition.private_reason:
        by = clocks.publish_by(calendar(), petition.answered_at)
        found.append(_must(_("Công khai"), clocks.PUBLISH_DAYS, by, petition.published_at))
    return found


def _must(name: str, days: int, at: datetime, done: datetime | None) -> Clock:
    """A limit that has to be kept."""
    if done is None:
        return Clock(name, days, at)
    return Clock(name, days, at, *((_("Đúng hạn"), "green") if done <= at else (_("Quá hạn"), "red")))


def _may(name: str, days: int, at: datetime, done: datetime | None, over: datetime | None) -> Clock:
    """A limit of an act that may be done, and need not: it is missed by nobody who had no reason for it."""
    if done is not None:
        return _must(name, days, at, done)
    if over is not None or at < now():
        return Clock(name, days, at, _("Không dùng"), "neutral")
    return Clock(name, days, at)
