import tinhso.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=tinhso.lib.ids.new_id, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField(null=True)),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("media_type", models.TextField(default="")),
                ("pages", models.IntegerField(null=True)),
                ("state", models.TextField(choices=[("ok", "ok"), ("refused", "refused")])),
                ("reason_code", models.TextField(blank=True, default="")),
                ("stored_at", models.DateTimeField()),
                ("subject_kind", models.TextField(blank=True, default="")),
                ("subject_id", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner_id", "stored_at"], name="files_by_owner"),
                    models.Index(fields=["subject_kind", "subject_id"], name="files_by_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason_code", ""), ("state", "ok")),
                            ("state", "refused"),
                            _connector="OR",
                        ),
                        name="files_refused_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=tinhso.lib.ids.new_id, primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField(db_index=True)),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("received", models.BigIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("stored_id", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received__gte", 0), ("received__lte", models.F("size"))),
                        name="files_upload_within_size",
                    )
                ],
            },
        ),
    ]
