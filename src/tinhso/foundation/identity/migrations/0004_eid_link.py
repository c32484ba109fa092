import django.db.models.deletion
import tinhso.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_second_officer_and_offers"),
    ]

    operations = [
        migrations.AddField(
            model_name="signin",
            name="level",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Of the e-identity (LoA2.IAL2); empty: by password",
                max_length=40,
            ),
        ),
        migrations.CreateModel(
            name="EidLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tinhso.lib.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("issuer", models.CharField(max_length=200)),
                ("subject", models.CharField(max_length=200)),
                ("tech_id", models.CharField(blank=True, max_length=200)),
                ("loa", models.PositiveSmallIntegerField(default=0)),
                ("ial", models.PositiveSmallIntegerField(default=0)),
                ("linked_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="eid",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "subject"), name="eid_link_subject_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("tech_id", ""), _negated=True),
                        fields=("issuer", "tech_id"),
                        name="eid_link_tech_id_once",
                    ),
                ],
            },
        ),
    ]
