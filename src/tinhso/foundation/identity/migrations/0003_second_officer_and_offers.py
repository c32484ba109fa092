import django.db.models.deletion
import tinhso.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_contact_change"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="capacity",
            name="awaiting",
            field=models.BooleanField(
                default=False,
                help_text="Offered to an officer of another agency; gives no right until accepted",
            ),
        ),
        migrations.CreateModel(
            name="FactChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
                ("old_name", models.CharField(max_length=120)),
                ("old_birth_date", models.DateField(blank=True, null=True)),
                (
                    "old_sex",
                    models.CharField(blank=True, choices=[("male", "Nam"), ("female", "Nữ")], max_length=6),
                ),
                ("name", models.CharField(max_length=120)),
                ("birth_date", models.DateField(blank=True, null=True)),
                (
                    "sex",
                    models.CharField(blank=True, choices=[("male", "Nam"), ("female", "Nữ")], max_length=6),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fact_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="identity.capacity"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "agency"), name="fact_change_one_per_agency"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="fact_change_has_a_reason"
                    ),
                ],
            },
        ),
    ]
