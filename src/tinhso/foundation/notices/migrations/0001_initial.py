import tinhso.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("account_id", models.UUIDField(primary_key=True, serialize=False)),
                ("email", models.BooleanField(default=True)),
                ("sms", models.BooleanField(default=True)),
                ("zalo", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="SinkMessage",
            fields=[
                ("id", models.UUIDField(default=tinhso.lib.ids.new_id, primary_key=True, serialize=False)),
                ("notice_id", models.UUIDField(unique=True)),
                ("channel", models.TextField()),
                ("address", models.TextField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("kept_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=tinhso.lib.ids.new_id, primary_key=True, serialize=False)),
                ("template", models.TextField()),
                ("account_id", models.UUIDField(db_index=True, null=True)),
                ("channel", models.TextField(choices=[("email", "email"), ("sms", "sms"), ("zalo", "zalo")])),
                ("address", models.TextField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("subject_kind", models.TextField(default="")),
                ("subject_id", models.TextField(default="")),
                (
                    "state",
                    models.TextField(
                        choices=[("waiting", "waiting"), ("sent", "sent"), ("failed", "failed")],
                        default="waiting",
                    ),
                ),
                ("attempts", models.IntegerField(default=0)),
                ("last_error", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "made_at"], name="notices_by_state"),
                    models.Index(fields=["subject_kind", "subject_id"], name="notices_by_subject"),
                ],
            },
        ),
    ]
