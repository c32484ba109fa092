import tinhso.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worktime", "0002_calendar_change")]

    operations = [
        migrations.CreateModel(
            name="HoursChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("valid_from", models.DateField()),
                ("before", models.CharField(max_length=60)),
                ("after", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=300)),
                ("legal_basis", models.CharField(max_length=300)),
                ("made_by", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["valid_from", "made_at"], name="hours_change_day")]},
        )
    ]
