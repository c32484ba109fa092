"""A load of copies: its plan, what it took from the books, and the batches that stand."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id
from tinhso.simulation.models.run import Run


class Bulk(models.Model):
    """So many copies of the ended lives of a run. The serials of all of them are taken when it begins."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="bulks")
    copies = models.PositiveIntegerField()
    lean = models.BooleanField(default=False)
    # The dossiers that are copied, in order, and the last serial of each book before the first copy.
    templates = models.JSONField()
    bases = models.JSONField()

    @property
    def plan(self) -> str:
        """What makes its copies differ from those of every other load: the same plan gives the same copies."""
        run = self.run
        return f"{run.first}/{run.days}/{run.dossiers}/{run.seed}/{self.copies}/{self.lean}"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "copies", "lean"], name="one_bulk_of_a_plan"),
        ]


class Batch(models.Model):
    """Copies that were written, in the transaction that wrote them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bulk", "number"], name="one_batch_of_a_number"),
        ]
