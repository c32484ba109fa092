"""Of a petition: when another limit than the answer's passed, and whether it was brought again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indices", "0007_other_records")]

    operations = [
        migrations.AddField(model_name=model, name="missed_at", field=models.DateTimeField(null=True))
        for model in ("fact", "facthistory")
    ] + [
        migrations.AddField(
            model_name=model, name="repeated", field=models.BooleanField(db_default=False, default=False)
        )
        for model in ("fact", "facthistory")
    ]
