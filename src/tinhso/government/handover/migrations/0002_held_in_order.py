"""Documents that no wallet took come from an index in the order of their list."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("handover", "0001_initial")]

    operations = [
        migrations.AddIndex(
            "walletsending",
            models.Index(
                fields=["agency_id", "next_at", "id"], name="wallet_held", condition=Q(state="held")
            ),
        ),
    ]
