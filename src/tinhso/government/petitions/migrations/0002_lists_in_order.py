"""The lists of an office and of a monitor come from an index in their order, not from all rows."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("petitions", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "petition",
            models.Index(
                fields=["holder", "state", "next_due"],
                name="petition_state",
                condition=Q(closed_at__isnull=True),
            ),
        ),
        migrations.AddIndex(
            "petition",
            models.Index(
                fields=["next_due", "id"], name="petition_open", condition=Q(closed_at__isnull=True)
            ),
        ),
        migrations.AddIndex(
            "petition",
            models.Index(
                fields=["closed_at", "id"], name="petition_closed", condition=Q(closed_at__isnull=False)
            ),
        ),
    ]
