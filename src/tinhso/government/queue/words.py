"""Keys of this room in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from tinhso.government.procedures import api as procedures
from tinhso.government.queue.models import Appointment, Ticket
from tinhso.government.queue.rules.times import minutes


def state_name(state: str) -> str:
    """A number's state."""
    return {
        "waiting": _("Đang chờ"),
        "called": _("Đã gọi"),
        "serving": _("Đang phục vụ"),
        "done": _("Đã xong"),
        "no_show": _("Không đến"),
        "not_served": _("Chưa được phục vụ"),
    }[state]


def appointment_state(state: str) -> str:
    """An appointment's state."""
    return {
        Appointment.State.BOOKED: _("Đã đặt"),
        Appointment.State.ARRIVED: _("Đã đến"),
        Appointment.State.CANCELLED: _("Đã hủy"),
        Appointment.State.MISSED: _("Không đến"),
    }[Appointment.State(state)]


def source_name(source: str) -> str:
    """How a number was taken."""
    return {"kiosk": _("Tại chỗ"), "phone": _("Điện thoại"), "appointment": _("Lịch hẹn")}[source]


def verb_name(verb: str) -> str:
    """A counter's button."""
    return {
        "recall": _("Gọi lại"),
        "serve": _("Đã đến"),
        "transfer": _("Chuyển quầy"),
        "no_show": _("Không đến"),
        "return": _("Cho vào lại"),
        "done": _("Xong"),
    }[verb]


def group_name(key: str) -> str:
    """What a figure counts."""
    return {
        "all": _("Số đã lấy"),
        "done": _("Đã phục vụ xong"),
        "open": _("Đang chờ hoặc đang phục vụ"),
        "no_show": _("Gọi mà không đến"),
        "not_served": _("Hết ngày chưa được phục vụ"),
        "priority": _("Thuộc diện ưu tiên"),
        "appointment": _("Đến theo lịch hẹn"),
        "waited": _("Thời gian chờ"),
        "long_wait": _("Chờ quá 30 phút"),
        "served": _("Thời gian phục vụ"),
    }[key]


def span(length: timedelta | None) -> str:
    """A measured time in whole minutes; a dash while it is not known."""
    if length is None:
        return "–"
    return _("%(n)s phút") % {"n": minutes(length)}


def field_names() -> dict[str, str]:
    """Fields of government by key."""
    return {one.key: one.name for one in procedures.fields()}


def wish(ticket: Ticket, names: dict[str, str]) -> str:
    """What a number is about."""
    if ticket.button is not None:
        return ticket.button.label
    if ticket.procedure:
        return ticket.procedure
    return names.get(ticket.field, ticket.field) if ticket.field else _("Việc khác")


def spoken(ticket: Ticket) -> str:
    """The sentence of the loudspeaker, in Vietnamese whatever language the page has: it is said to the hall."""
    counter = ticket.counter.number if ticket.counter else 0
    return f"Mời số {ticket.serial}, đến quầy số {counter}."
