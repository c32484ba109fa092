"""A line of the history may be of a refused package: until now only that of the line itself was."""

import django.db.models.deletion
from django.db import migrations, models

KNOWN = """
UPDATE portal_progress p SET package_id = o.package_id
FROM portal_outgoing o WHERE o.id = p.outgoing_id AND p.verb = 'refuse_package'
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="progress",
            name="package",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portal.package",
            ),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
