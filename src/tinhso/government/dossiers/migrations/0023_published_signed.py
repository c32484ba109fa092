"""The published view tells one thing more: whether the result was signed here."""

from importlib import import_module

from django.db import migrations

# signed: a granted result with its file was numbered from a draft that its leader signed on this platform.
_BEFORE = import_module("tinhso.government.dossiers.migrations.0022_published_view").VIEW
_AT = "AS disliked\nFROM"
_SIGNED = """AS disliked,
       EXISTS (SELECT 1 FROM dossiers_resultdraft w
               WHERE w.dossier_id = d.id AND w.signed_at IS NOT NULL AND w."end" = 'used'
                 AND EXISTS (SELECT 1 FROM dossiers_result r
                             WHERE r.dossier_id = d.id AND r.granted AND r.file_id IS NOT NULL)) AS signed
FROM"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0022_published_view")]

    operations = [
        migrations.RunSQL(
            "DROP VIEW dossiers_published;" + _BEFORE.replace(_AT, _SIGNED),
            "DROP VIEW dossiers_published;" + _BEFORE,
        )
    ]
