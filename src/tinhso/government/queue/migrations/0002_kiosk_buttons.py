"""Buttons of the kiosk: a field or procedures, and the number that remembers which was pressed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import tinhso.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_heirs_of_units"),
        ("queue", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KioskButton",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("field", models.CharField(blank=True, default="", max_length=60)),
                (
                    "procedures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("valid_from", models.DateField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="ticket",
            name="button",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="queue.kioskbutton",
            ),
        ),
        migrations.AddConstraint(
            model_name="kioskbutton",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at", None)), fields=("agency", "label"), name="kiosk_label_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="kioskbutton",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("field", ""), _negated=True), ("procedures__len__gt", 0), _connector="OR"
                ),
                name="kiosk_leads_somewhere",
            ),
        ),
    ]
