"""Indexes by which lists stay quick with a hundred thousand dossiers (measured by bench/sizes.py)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_reused_papers")]
    operations = [
        migrations.AddIndex(
            model_name="dossier", index=models.Index(fields=["filed_at", "id"], name="dossier_by_filing")
        ),
        migrations.AddIndex(
            model_name="step", index=models.Index(fields=["agency", "dossier"], name="step_of_agency")
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(condition=models.Q(("end", "done")), fields=["done_at"], name="step_done"),
        ),
        migrations.AddIndex(
            model_name="opinion", index=models.Index(fields=["agency", "dossier"], name="opinion_of_agency")
        ),
    ]
