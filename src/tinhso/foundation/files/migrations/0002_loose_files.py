"""What an account holds against its quota is found without reading all that it ever sent."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("state", "ok"), ("subject_kind", "")),
                fields=["owner_id"],
                name="files_loose",
            ),
        ),
    ]
