"""What this room publishes for measuring: the dossiers of which a result lies in the owner's e-document wallet."""

from django.db import migrations

VIEW = """
CREATE VIEW handover_published AS
SELECT DISTINCT w.dossier_id FROM handover_walletsending w WHERE w.state = 'delivered';
"""


class Migration(migrations.Migration):
    dependencies = [("handover", "0002_held_in_order")]

    operations = [migrations.RunSQL(VIEW, "DROP VIEW handover_published;")]
