"""Asking another agency, and answering for one's own."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.organisation.api import agencies, agency
from tinhso.foundation.worktime.api import today
from tinhso.government.dossiers.actions.opinions import MOST_HOURS, answer_opinion, ask_opinion
from tinhso.government.dossiers.forms.asks import Act, Ask, Given
from tinhso.government.dossiers.models import Opinion
from tinhso.government.dossiers.offices import acts_for
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Refused
from tinhso.lib.text import sort_key

HOURS = "16"
# Kinds of agency that receive and hand over but decide nothing.
DESKS = ("one_stop_desk", "service_centre")


def agency_groups(actor: Actor) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Whom one may ask today, by kind of agency; not one's own agency, nor its own reception desk."""
    own = agency(actor.agency_id) if actor.agency_id else None
    found: dict[str, list[tuple[str, str]]] = {"province": [], "commune": [], "vertical": [], "desk": []}
    for one in agencies(today()):
        desk = one.kind in DESKS
        ours = own is not None and (one.id == own.id or (desk and one.unit_code == own.unit_code))
        if ours:
            continue
        key = (
            "desk"
            if desk
            else "vertical"
            if one.vertical
            else "commune"
            if one.level == "commune"
            else "province"
        )
        found[key].append((str(one.id), one.name))
    titles = {
        "province": _("Sở, ban, ngành và cơ quan cấp tỉnh"),
        "commune": _("Ủy ban nhân dân xã, phường"),
        "vertical": _("Cơ quan ngành dọc"),
        "desk": _("Trung tâm, bộ phận tiếp nhận"),
    }
    return tuple(
        (titles[key], tuple(sorted(rows, key=lambda pair: sort_key(pair[1]))))
        for key, rows in found.items()
        if rows
    )


def _ask_asks(actor: Actor, _view: Detail) -> list[Ask]:
    return [
        Ask("select", "agency", _("Cơ quan được hỏi"), groups=agency_groups(actor)),
        Ask("textarea", "question", _("Nội dung cần cho ý kiến")),
        Ask("number", "hours", _("Trả lời trong (giờ làm việc)"), value=HOURS),
    ]


def _ask(given: Given) -> str:
    asked = given.ident("agency", _("Hãy chọn cơ quan được hỏi."))
    assert isinstance(asked, UUID)
    hours = given.text("hours").strip()
    if hours and not (hours.isascii() and hours.isdigit() and 1 <= int(hours[:6]) <= MOST_HOURS):
        raise Refused("hours_out_of_range", _("Thời hạn trả lời từ 1 đến 480 giờ làm việc."), field="hours")
    opinion = ask_opinion(
        given.actor,
        given.view.dossier.pk,
        agency_id=asked,
        question=given.text("question"),
        hours=given.whole("hours", default=int(HOURS)) or 0,
        expected_version=given.version,
    )
    return _("Đã gửi %(agency)s. Đồng hồ của hồ sơ vẫn chạy.") % {"agency": opinion.agency.name}


def waiting_for(actor: Actor, view: Detail) -> Opinion | None:
    """The question that waits for this officer's agency."""
    open_ones = (o for o in view.opinions if o.answered_at is None and o.cancelled_at is None)
    return next((o for o in open_ones if acts_for(actor, o.agency_id, view.dossier.unit_code)), None)


def _answer_asks(actor: Actor, view: Detail) -> list[Ask]:
    opinion = waiting_for(actor, view)
    return [
        Ask(
            "radios",
            "agrees",
            _("Ý kiến"),
            opinion.question if opinion else "",
            options=(("1", _("Đồng ý")), ("0", _("Không đồng ý")), ("-", _("Chỉ cung cấp thông tin"))),
        ),
        Ask("textarea", "answer", _("Nội dung trả lời")),
        Ask("file", "file", _("Văn bản kèm theo"), optional=True),
    ]


def _answer(given: Given) -> str:
    opinion = waiting_for(given.actor, given.view)
    if opinion is None:
        raise Conflict("opinion_closed", _("Câu hỏi này đã được trả lời."))
    if given.text("agrees") not in ("1", "0", "-"):
        raise Refused("choice_needed", _("Hãy chọn ý kiến của cơ quan."), field="agrees")
    answer_opinion(
        given.actor,
        opinion.pk,
        answer=given.text("answer"),
        agrees={"1": True, "0": False}.get(given.text("agrees")),
        file_id=given.file("file"),
    )
    return _("Đã trả lời ý kiến.")


ACTS = (
    Act(
        "tra-loi-y-kien",
        "answer_opinion",
        gettext_lazy("Trả lời ý kiến"),
        _answer,
        _answer_asks,
        when=lambda a, view: waiting_for(a, view) is not None,
        kind="primary",
        key="y",
    ),
    Act(
        "xin-y-kien",
        "ask_opinion",
        gettext_lazy("Xin ý kiến cơ quan khác"),
        _ask,
        _ask_asks,
        when=lambda a, view: acts_for(a, view.dossier.competent_id, view.dossier.unit_code),
    ),
)
