"""What is held, and what never came, has a holder and a deadline, and a way out; an act knows its step."""

import django.db.models.deletion
import tinhso.lib.ids
from django.conf import settings
from django.db import migrations, models


# What is held now is checked anew in the next minute: only then its holder's agency and its deadline are known.
CHECK_ANEW = "UPDATE portal_outgoing SET state = 'waiting', next_try_at = changed_at WHERE state = 'held'"
HELD_AGAIN = """
UPDATE portal_outgoing SET state = 'held', next_try_at = NULL,
 reason_code = coalesce(nullif(reason_code, ''), 'given_up'), who = coalesce(nullif(who, ''), 'system_admin')
WHERE state = 'settled'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_heirs_of_units"),
        ("portal", "0002_refused_after_filing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(CHECK_ANEW, HELD_AGAIN),
        migrations.CreateModel(
            name="LostNumbers",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Chưa đến"), ("arrived", "Đã đến"), ("settled", "Đã khép lại")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("asked_note", models.CharField(blank=True, default="", max_length=1000)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureCodes",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("told", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("down_since", models.DateTimeField(blank=True, null=True)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("refused", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, default="", max_length=500)),
            ],
        ),
        migrations.AddField(
            model_name="outgoing",
            name="deadline",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="holder_agency",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.agency",
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outgoing",
            name="settled_reason",
            field=models.CharField(blank=True, default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="progress",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="progress",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="outgoing",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Chờ gửi"),
                    ("sent", "Đã gửi"),
                    ("held", "Giữ lại"),
                    ("settled", "Đã khép lại"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                condition=models.Q(("state", "held")), fields=["deadline", "id"], name="portal_held_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    models.Q(("held_at__isnull", False), ("deadline__isnull", False)),
                    _connector="OR",
                ),
                name="portal_held_has_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "settled"), _negated=True),
                    models.Q(models.Q(("settled_reason", ""), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="portal_settled_has_reason",
            ),
        ),
        migrations.AddField(
            model_name="lostnumbers",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="lostnumbers",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="lostnumbers",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["deadline", "id"], name="portal_lost_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="lostnumbers",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="portal_lost_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="lostnumbers",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "settled"), _negated=True),
                    models.Q(models.Q(("reason", ""), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="portal_lost_settled_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="lostnumbers",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("first",), name="portal_lost_once"
            ),
        ),
    ]
