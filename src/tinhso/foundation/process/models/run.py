"""One subject's way through a process."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.process.models.spec import ProcessSpec
from tinhso.lib.ids import new_id


class ProcessRun(models.Model):
    """`state` holds only the run's own tasks; the definition stays in `spec`. `data` are its facts."""

    class Status(models.TextChoices):
        RUNNING = "running"
        ENDED = "ended"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    spec = models.ForeignKey(ProcessSpec, on_delete=models.PROTECT, related_name="runs")
    subject_id = models.UUIDField(db_index=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.RUNNING)
    state = models.JSONField()
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "process_run"
        constraints = [
            models.CheckConstraint(
                name="process_run_status_known",
                condition=models.Q(status__in=["running", "ended", "stopped"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.status}"
