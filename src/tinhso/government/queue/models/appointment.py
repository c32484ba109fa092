"""Appointments: how many a slot takes, and each one booked. No personal data: a code and a secret link."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tinhso.government.queue.models.counter import desk_link
from tinhso.government.queue.models.ticket import Ticket
from tinhso.lib.ids import new_id


class AppointmentPlan(models.Model):
    """From a day on: how long a slot is, how many it takes (0: no appointments), how far ahead one books."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = desk_link()
    valid_from = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=30)
    places = models.PositiveSmallIntegerField(default=2)
    days_ahead = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="appointment_plan_day"),
            models.CheckConstraint(
                condition=Q(minutes__gte=10) & Q(minutes__lte=240), name="appointment_plan_minutes"
            ),
        ]


class Appointment(models.Model):
    """One booked place. `code` is typed at the kiosk on the day; the secret is the phone's link."""

    class State(models.TextChoices):
        BOOKED = "booked", "Đã hẹn"
        ARRIVED = "arrived", "Đã đến"
        CANCELLED = "cancelled", "Đã hủy"
        MISSED = "missed", "Không đến"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = desk_link()
    day = models.DateField()
    starts_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6)
    field = models.CharField(max_length=60, blank=True, default="")
    priority = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    ticket = models.OneToOneField(Ticket, models.PROTECT, null=True, blank=True, related_name="appointment")
    made_at = models.DateTimeField()
    secret_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "starts_at", "place"],
                condition=~Q(state="cancelled"),
                name="appointment_place_once",
            ),
            models.UniqueConstraint(fields=["agency", "day", "code"], name="appointment_code_once"),
        ]
