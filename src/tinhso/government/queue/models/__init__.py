"""Tables of queues."""

from tinhso.government.queue.models.appointment import Appointment, AppointmentPlan
from tinhso.government.queue.models.button import KioskButton
from tinhso.government.queue.models.counter import Counter
from tinhso.government.queue.models.ticket import Ticket, TicketDossier, TicketMove, TicketSerial

__all__ = [
    "Appointment",
    "AppointmentPlan",
    "Counter",
    "KioskButton",
    "Ticket",
    "TicketDossier",
    "TicketMove",
    "TicketSerial",
]
