"""Days of leave with a substitute: two of one capacity never overlap."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import tinhso.lib.ids
from django.conf import settings
from django.db import migrations, models

DAYS = models.Func(
    models.F("first_day"),
    models.F("last_day"),
    models.Value("[]"),
    function="daterange",
    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
)


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_eid_link")]
    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "capacity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaves",
                        to="identity.capacity",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.capacity",
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["first_day", "id"],
                "indexes": [models.Index(fields=["substitute", "last_day"], name="leave_stands_in")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(last_day__gte=models.F("first_day")), name="leave_days_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(substitute=None) | ~models.Q(substitute=models.F("account")),
                        name="leave_never_oneself",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(cancelled_at=None),
                        expressions=[("capacity", "="), (DAYS, "&&")],
                        name="leave_never_double",
                    ),
                ],
            },
        ),
    ]
