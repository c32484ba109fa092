import tinhso.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("worktime", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CalendarChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("kind_before", models.CharField(blank=True, default="", max_length=12)),
                ("kind_after", models.CharField(blank=True, default="", max_length=12)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("reason", models.CharField(max_length=300)),
                ("legal_basis", models.CharField(blank=True, default="", max_length=300)),
                ("made_by", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["day", "made_at"], name="calendar_change_day")]},
        )
    ]
