"""A simulation and its open lives, written in the transaction of each act: a run that is killed goes on exactly there."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Run(models.Model):
    """So many filings over so many days from the first one, by one seed; asked for again, it goes on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first = models.DateField()
    days = models.PositiveIntegerField()
    dossiers = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    # The last day that was lived to its end.
    day = models.DateField(null=True)
    # Whether its acts go through real pages.
    pages = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "days", "dossiers", "seed", "pages"], name="one_run_of_a_plan"
            ),
        ]


class Life(models.Model):
    """How far one dossier of a simulation is, and when it moves again."""

    PHASES = [("ready", "ready"), ("do", "do"), ("ended", "ended"), ("refused", "refused")]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lives")
    serial = models.PositiveIntegerField()
    acts = models.PositiveIntegerField(default=0)
    phase = models.TextField(choices=PHASES)
    moves_at = models.DateTimeField(null=True)
    # Whose time is taken until then: agency and role.
    officer = models.TextField(default="", blank=True)
    dossier_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    # The receipt's secret, as the made-up person holds it. Only a demonstration has such rows.
    secret = models.TextField(default="", blank=True)
    asked = models.BooleanField(default=False)
    # What was paid online, in đồng; empty until it is known whether anything is.
    paid = models.PositiveIntegerField(null=True)
    # By pages: how things stood before the act that was not noted yet: the draft, or the dossier's version.
    begun = models.JSONField(null=True)
    # The code of the refusal that ended it, if one did.
    refusal = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "serial"], name="one_life_of_a_serial")]
        indexes = [
            models.Index(
                fields=["run", "moves_at"], condition=models.Q(moves_at__isnull=False), name="lives_that_move"
            ),
        ]
