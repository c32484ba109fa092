import tinhso.foundation.records.models.fields
from django.db import migrations, models

from tinhso.foundation.records.migrations import _ground


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("system_identifier", models.TextField()),
                ("timeline", models.IntegerField()),
                ("opened_at", models.DateTimeField()),
                ("reason", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.TextField()),
                ("subject_kind", models.TextField()),
                ("subject_id", models.TextField()),
                ("sequence", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stream", "subject_kind", "subject_id"), name="records_one_head_per_subject"
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_ground.STREAMS, _ground.STREAMS_BACK)],
            state_operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "id",
                                "recorded_at",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("id", models.UUIDField()),
                        ("recorded_at", models.DateTimeField()),
                        ("world_at", models.DateTimeField()),
                        ("actor_kind", models.TextField()),
                        ("actor_part", models.TextField(default="")),
                        ("account_id", models.UUIDField(null=True)),
                        ("capacity_id", models.UUIDField(null=True)),
                        ("agency_id", models.UUIDField(null=True)),
                        ("verb", models.TextField()),
                        ("outcome", models.TextField(default="done")),
                        ("subject_kind", models.TextField()),
                        ("subject_id", models.TextField()),
                        ("sequence", models.BigIntegerField()),
                        ("facts", models.JSONField(default=dict)),
                        ("digests", models.JSONField(default=dict)),
                        ("prev_hash", models.BinaryField()),
                        ("hash", models.BinaryField()),
                        ("epoch", models.IntegerField()),
                        ("txid", tinhso.foundation.records.models.fields.XidField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["subject_kind", "subject_id", "sequence"],
                                name="records_event_subject",
                            ),
                            models.Index(fields=["epoch", "txid", "id"], name="records_event_horizon"),
                            models.Index(fields=["account_id", "recorded_at"], name="records_event_account"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Look",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "id",
                                "recorded_at",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("id", models.UUIDField()),
                        ("recorded_at", models.DateTimeField()),
                        ("world_at", models.DateTimeField()),
                        ("actor_kind", models.TextField()),
                        ("actor_part", models.TextField(default="")),
                        ("account_id", models.UUIDField(null=True)),
                        ("capacity_id", models.UUIDField(null=True)),
                        ("agency_id", models.UUIDField(null=True)),
                        ("verb", models.TextField()),
                        ("outcome", models.TextField(default="done")),
                        ("subject_kind", models.TextField()),
                        ("subject_id", models.TextField()),
                        ("sequence", models.BigIntegerField()),
                        ("facts", models.JSONField(default=dict)),
                        ("digests", models.JSONField(default=dict)),
                        ("prev_hash", models.BinaryField()),
                        ("hash", models.BinaryField()),
                        ("epoch", models.IntegerField()),
                        ("txid", tinhso.foundation.records.models.fields.XidField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["subject_kind", "subject_id", "sequence"], name="records_look_subject"
                            ),
                            models.Index(fields=["epoch", "txid", "id"], name="records_look_horizon"),
                            models.Index(fields=["account_id", "recorded_at"], name="records_look_account"),
                        ],
                    },
                ),
            ],
        ),
        migrations.CreateModel(
            name="Salt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.TextField()),
                ("subject_id", models.TextField()),
                ("salt", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_kind", "subject_id"), name="records_one_salt_per_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.TextField()),
                ("number", models.BigIntegerField()),
                ("epoch", models.IntegerField()),
                ("from_xid", tinhso.foundation.records.models.fields.XidField()),
                ("to_xid", tinhso.foundation.records.models.fields.XidField(null=True)),
                ("entries", models.IntegerField()),
                ("leaves", models.BinaryField()),
                ("root", models.BinaryField()),
                ("prev", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("hash", models.BinaryField()),
                ("key_id", models.TextField()),
                ("signature", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "number"), name="records_one_seal_per_number")
                ],
                "indexes": [models.Index(fields=["epoch", "to_xid"], name="records_seal_horizon")],
            },
        ),
        migrations.RunSQL(_ground.GUARDS + _ground.HORIZON_FIRST + _ground.STAMP, _ground.GUARDS_BACK),
    ]
