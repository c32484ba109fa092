"""Questions that wait for an agency are read in their order, however many wait."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_reach_at_work")]
    operations = [
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(
                fields=["agency", "due_at", "id"],
                name="opinion_waiting",
                condition=models.Q(answered_at__isnull=True, cancelled_at__isnull=True),
            ),
        )
    ]
