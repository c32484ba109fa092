"""What was answered to an earlier form and has no place in the one that took over stays with the draft."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_passport")]
    operations = [
        migrations.AddField(
            model_name="draft", name="earlier", field=models.JSONField(blank=True, default=dict)
        ),
    ]
