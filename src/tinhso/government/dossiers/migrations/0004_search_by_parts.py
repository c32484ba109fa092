# Parts of codes and of names are found by trigrams. The extension is the one that the procedures brought.

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations
from django.db.models import F


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_fees_and_findings"),
        ("procedures", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=GinIndex(OpClass(F("code"), name="gin_trgm_ops"), name="dossier_code_parts"),
        ),
        migrations.AddIndex(
            model_name="dossierparty",
            index=GinIndex(OpClass(F("name_fold"), name="gin_trgm_ops"), name="party_name_parts"),
        ),
    ]
