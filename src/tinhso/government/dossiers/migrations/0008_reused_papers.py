# Papers of the store stand for components; the reuse key is kept with each paper.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_receipts_of_fees"),
        ("files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="dossierfile",
            name="result_code",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="reuse",
            field=models.CharField(
                blank=True,
                choices=[
                    ("component", "Dùng lại giấy tờ của hồ sơ khác"),
                    ("result", "Dùng lại kết quả của hồ sơ khác"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="source_code",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="source_dossier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="source_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="kept",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddIndex(
            model_name="dossierfile",
            index=models.Index(
                condition=models.Q(("reuse", ""), _negated=True), fields=["file"], name="dossier_file_reused"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reuse", ""), ("source_code", ""), ("source_id__isnull", True)),
                    models.Q(
                        models.Q(("reuse", ""), _negated=True),
                        models.Q(("source_code", ""), _negated=True),
                        ("source_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="dossier_file_reuse_names_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reuse", "result"), _negated=True),
                    models.Q(("result_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="dossier_file_result_has_code",
            ),
        ),
    ]
