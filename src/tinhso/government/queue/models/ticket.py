"""A number of the queue, its moves, the day's serial, and the dossiers it became. No personal data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.queue.models.button import KioskButton
from tinhso.government.queue.models.counter import Counter, desk_link
from tinhso.lib.ids import new_id


class TicketSerial(models.Model):
    """The last number given by a desk on a day; the row is also the lock of that day's queue."""

    agency = desk_link()
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="ticket_serial_day")]


class Ticket(models.Model):
    """One number. `button`: the one of the kiosk that was pressed. `priority` is the province's word for who goes first, or empty.

    Whoever holds the link knows the secret; only its digest is kept. `counter` is where it is, or where it
    was sent to. The moments of its life are the moves; `state` is where they led.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        CALLED = "called", "Đã gọi"
        SERVING = "serving", "Đang phục vụ"
        DONE = "done", "Đã xong"
        NO_SHOW = "no_show", "Không đến"
        NOT_SERVED = "not_served", "Chưa được phục vụ"

    class Source(models.TextChoices):
        KIOSK = "kiosk", "Tại chỗ"
        PHONE = "phone", "Điện thoại"
        APPOINTMENT = "appointment", "Lịch hẹn"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = desk_link()
    day = models.DateField()
    serial = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    field = models.CharField(max_length=60, blank=True, default="")
    procedure = models.CharField(max_length=40, blank=True, default="")
    button = models.ForeignKey(KioskButton, models.PROTECT, null=True, blank=True, related_name="+")
    priority = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="tickets")
    due_at = models.DateTimeField(null=True, blank=True, help_text="The appointment's moment")
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True, help_text="The last call")
    calls = models.PositiveSmallIntegerField(default=0)
    served_by = models.UUIDField(null=True, blank=True, help_text="The account that serves it")
    secret_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day", "serial"], name="ticket_no_twin"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="ticket_serial_positive"),
        ]
        indexes = [
            models.Index(fields=["agency", "day", "state"], name="ticket_queue"),
            models.Index(fields=["served_by"], name="ticket_server", condition=Q(state="serving")),
        ]

    @property
    def number(self) -> str:
        """As people read it: 007."""
        return f"{self.serial:03d}"


class TicketMove(models.Model):
    """One thing that happened to a number: append only, the ground of every measured time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="moves")
    verb = models.CharField(max_length=12)
    at = models.DateTimeField()
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="+")
    account = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="ticket_move_order")]


class TicketDossier(models.Model):
    """A dossier that was received while the number was served; reached through the dossiers' own door."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="dossiers")
    dossier = models.UUIDField(unique=True)
    code = models.CharField(max_length=60)
