"""Words of many papers are found from the newest paper on, not by sorting all that have them."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("scanning", "0002_erasing_and_words")]

    operations = [
        migrations.AddIndex(
            "paper",
            models.Index(fields=["checked_at", "id"], name="scan_paper_newest", condition=Q(state="signed")),
        ),
    ]
