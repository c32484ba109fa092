from django.db import migrations, models
from django.db.models.fields.json import KeyTransform


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_opening")]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="authority",
            field=models.GeneratedField(
                db_persist=True,
                expression=KeyTransform("authority", "content"),
                output_field=models.JSONField(null=True),
            ),
        ),
    ]
