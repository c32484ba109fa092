"""Each list of a desk has an index in its own order: a page of it costs the same however many there are."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("transfers", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "handlist",
            models.Index(
                fields=["from_desk", "made_at", "id"], name="hand_list_drawn", condition=Q(handed_at=None)
            ),
        ),
        migrations.AddIndex(
            "handlist",
            models.Index(
                fields=["from_desk", "handed_at", "id"], name="hand_list_gone", condition=Q(taken_at=None)
            ),
        ),
        migrations.AddIndex(
            "handlist",
            models.Index(
                fields=["from_desk", "taken_at", "id"],
                name="hand_list_given",
                condition=Q(taken_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "handlist",
            models.Index(
                fields=["to_desk", "taken_at", "id"],
                name="hand_list_taken",
                condition=Q(taken_at__isnull=False),
            ),
        ),
    ]
